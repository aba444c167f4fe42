/*
 * Python, started ahead: takes the place of the interpreter's main, by being preloaded into it.
 *
 *   initialise as `python3 FILE` would ─▶ start_python.py: imports, streams, __main__ ─▶ start_wait ─▶ FILE as __main__ ─▶ its end
 *
 * The script runs directly below main: no frame of ours is in a traceback, in the recursion limit or in sys._getframe.
 * What a program can see of the interpreter's end is done in the interpreter's own order (python_end.c); taking the runtime
 * itself apart, which nobody can see and which costs more than most tests run, is left out.
 *
 * `python3 FILE [ARG]...` only: any other command line, and an interpreter that lacks a function used here, is left to the
 * interpreter's own main. start_python.py lies beside this library.
 */
#define _GNU_SOURCE
#include "python.h"
#include "start.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

typedef int main_function(int, char **, char **);

enum { FILE_INPUT = 257, MAX_STARTER_BYTES = 1 << 16, UNUSABLE = 125 };

/* Room for a PyPreConfig, of which only the interpreter knows what is in it. */
enum { PRECONFIG_BYTES = 1024, STATUS_OK = 0 };

#define DEFINE(result, name, ...) result (*name)(__VA_ARGS__);
PYTHON_FUNCTIONS(DEFINE)
#define DEFINE_DATA(name) object **name;
PYTHON_DATA(DEFINE_DATA)
#define DEFINE_OBJECT(name) object *name;
PYTHON_OBJECTS(DEFINE_OBJECT)
static void (*tell_child)(void); /* PyOS_AfterFork_Child */
static bool can_renew;

static main_function *own_main;
object *starter;

static bool find_interface(void)
{
#define FIND(result, name, ...) if (!(name = (result (*)(__VA_ARGS__))dlsym(RTLD_DEFAULT, #name))) return false;
	PYTHON_FUNCTIONS(FIND)
#define FIND_DATA(name) if (!(name = dlsym(RTLD_DEFAULT, #name))) return false;
	PYTHON_DATA(FIND_DATA)
	PYTHON_OBJECTS(FIND_DATA)
	tell_child = (void (*)(void))dlsym(RTLD_DEFAULT, "PyOS_AfterFork_Child");
	return true;
}

_Noreturn void give_up(const char *what)
{
	fprintf(stderr, "letscode: %s\n", what);
	if (PyErr_PrintEx) PyErr_PrintEx(0);
	_exit(UNUSABLE);
}

/* A file in the folder of this library. */
static char *beside_library(const char *name)
{
	static char path[4096];
	Dl_info self;
	if (!dladdr((void *)start_wait, &self) || strlen(self.dli_fname) + strlen(name) >= sizeof path) give_up("where is this library?");
	strcpy(path, self.dli_fname);
	char *slash = strrchr(path, '/');
	strcpy(slash ? slash + 1 : path, name);
	return path;
}

static const char *read_starter(void)
{
	static char text[MAX_STARTER_BYTES];
	FILE *file = fopen(beside_library("start_python.py"), "re");
	if (!file) give_up("start_python.py can't be read");
	text[fread(text, 1, sizeof text - 1, file)] = 0;
	fclose(file);
	return text;
}

static object *list_of(char **strings)
{
	object *list = PyList_New(0);
	for (; list && *strings; strings++) {
		object *text = PyUnicode_DecodeFSDefault(*strings);
		if (!text || PyList_Append(list, text) < 0) give_up("the arguments can't be decoded");
		Py_DecRef(text);
	}
	return list;
}

long call(const char *name, object *argument)
{
	object *result = PyObject_CallFunctionObjArgs(PyDict_GetItemString(starter, name), argument, NULL);
	if (!result) give_up(name);
	long number = PyLong_AsLong(result);
	Py_DecRef(result);
	return number;
}

/* What the interpreter makes of an exception that nobody caught: prints it, or takes the status of a SystemExit. */
static int status_of_exception(void)
{
	if (!PyErr_ExceptionMatches(*PyExc_SystemExit)) return PyErr_PrintEx(1), 1;
	object *type, *value, *traceback;
	PyErr_Fetch(&type, &value, &traceback);
	PyErr_NormalizeException(&type, &value, &traceback);
	long status = call("status_of_exit", value);
	Py_DecRef(type);
	Py_DecRef(value);
	if (traceback) Py_DecRef(traceback);
	return (int)status;
}

static _Noreturn void end_by_interrupt(void)
{
	signal(SIGINT, SIG_DFL);
	kill(getpid(), SIGINT);
	_exit(128 + SIGINT);
}

static int take_count(struct dl_phdr_info *info, size_t size, void *count)
{
	if (size >= offsetof(struct dl_phdr_info, dlpi_subs)) *(unsigned long long *)count = info->dlpi_adds;
	return 1;
}

/* How many were ever loaded. */
static unsigned long long count_libraries(void)
{
	unsigned long long count = 0;
	dl_iterate_phdr(take_count, &count);
	return count;
}

/* exit() lets each library take leave. Those that were there before the run have nothing to say; of others nobody knows. */
static _Noreturn void end_process(int status, unsigned long long libraries)
{
	if (count_libraries() != libraries) exit(status);
	fflush(NULL);
	_exit(status);
}

/* As `python3 FILE` finds the folder for sys.path; in the run only, since it comes with it. */
static object *folder_of(const char *script)
{
	char *path = realpath(script, NULL);
	if (!path && !(path = strdup(script))) give_up("no memory");
	char *slash = strrchr(path, '/');
	*(!slash ? path : slash == path ? slash + 1 : slash) = 0;
	object *folder = PyUnicode_DecodeFSDefault(path);
	if (!folder) give_up("the script's folder can't be decoded");
	free(path);
	return folder;
}

/*
 * Standard input was made for /dev/null. What Python asks of the file then and remembers is whether it is a terminal, whether
 * and where it can be sought in, and the size of its blocks.
 */
static bool is_like_null(int fd)
{
	struct stat null, status;
	bool is_known = stat("/dev/null", &null) == 0 && fstat(fd, &status) == 0;
	return is_known && status.st_blksize == null.st_blksize && (S_ISREG(status.st_mode) || status.st_rdev == null.st_rdev) && lseek(fd, 0, SEEK_CUR) == 0;
}

/* Returns the program's status, when all is done but the end of the process. */
static int run_script(char **argv, bool *interrupted)
{
	FILE *script = fopen(argv[1], "rb");
	if (!script) {
		fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", argv[0], argv[1], errno, strerror(errno));
		exit(2);
	}
	if (!is_like_null(STDIN_FILENO)) call("open_input", NULL);
	object *folder = folder_of(argv[1]);
	call("begin", folder);
	Py_DecRef(folder);
	object *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
	int status = 0;
	object *result = PyRun_FileExFlags(script, argv[1], FILE_INPUT, globals, globals, 1, NULL);
	if (result) Py_DecRef(result);
	else {
		*interrupted = PyErr_ExceptionMatches(*PyExc_KeyboardInterrupt);
		status = status_of_exception();
	}
	return end_script() ? status : 120;
}

/*
 * In a copy. os.fork() makes locks and the numbers of threads anew as well; here nobody holds one, there was one thread ever, and
 * its number is that of its memory. An interpreter whose modules are not as renew expects them does all of it.
 */
static void renew(void)
{
	if (can_renew) call("renew", NULL);
	else if (tell_child) tell_child();
}

static void set_arguments(char **argv)
{
	object *arguments = list_of(argv);
	call("make_main", arguments);
	Py_DecRef(arguments);
}

/* A short program of ours, with an input, to its end. */
static void rehearse(void)
{
	static const char text[] = "3 1 2\n4 5\n";
	int input = memfd_create("input", MFD_CLOEXEC), output[2];
	bool interrupted;
	if (input < 0 || pipe(output) < 0 || pwrite(input, text, sizeof text - 1, 0) < 0) return;
	dup2(input, STDIN_FILENO);
	dup2(output[1], STDOUT_FILENO);
	char *argv[] = {"python3", beside_library("rehearsal.py"), NULL};
	renew();
	set_arguments(argv);
	run_script(argv, &interrupted);
}

static void import_much(void)
{
	object *rehearsal = PyUnicode_DecodeFSDefault(beside_library("rehearsal.py"));
	if (!rehearsal) give_up("the library's path can't be decoded");
	call("import_much", rehearsal);
	Py_DecRef(rehearsal);
}

static int main_ahead(int argc, char **argv, char **environment)
{
	/* By which we came here (python.yaml). */
	start_forget(environment, "LD_PRELOAD");
	start_forget(environment, "LD_BIND_NOW");
	if (argc < 2 || argv[1][0] == '-' || !find_interface()) return own_main(argc, argv, environment);
	/* As python3 does, and embedding programs don't: a C locale means UTF-8. */
	static long preconfig[PRECONFIG_BYTES / sizeof(long)];
	PyPreConfig_InitPythonConfig(preconfig);
	if (Py_PreInitialize(preconfig).type != STATUS_OK) give_up("Py_PreInitialize failed");
	wchar_t *name = Py_DecodeLocale(argv[0], NULL);
	if (!name) give_up("the interpreter's name can't be decoded");
	Py_SetProgramName(name);
	Py_InitializeEx(1);
	starter = PyDict_New();
	if (!starter || !PyRun_StringFlags(read_starter(), FILE_INPUT, starter, starter, NULL)) give_up("start_python.py failed");
	bool is_copied = start_is_copied();
	if (is_copied) import_much();
	else call("import_little", NULL);
	can_renew = is_copied && call("can_renew", NULL);
	set_arguments(argv);
	call("remember_objects", NULL);
	unsigned long long libraries = count_libraries();
	start_wait(is_copied ? renew : NULL, rehearse, NULL);
	bool interrupted = false;
	int status = run_script(argv, &interrupted);
	if (interrupted) end_by_interrupt();
	end_process(status, libraries);
}

/* glibc's start of every program; the one that we were preloaded into calls this one. */
START_EXPORT int __libc_start_main(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

START_EXPORT int __libc_start_main(main_function *main, int argc, char **argv, void (*start)(void), void (*finish)(void),
				   void (*finish_linker)(void), void *stack_end)
{
	int (*next)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
	next = (int (*)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *))dlsym(RTLD_NEXT, "__libc_start_main");
	own_main = main;
	return next(main_ahead, argc, argv, start, finish, finish_linker, stack_end);
}
