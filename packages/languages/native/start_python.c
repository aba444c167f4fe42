/*
 * Python, started ahead: takes the place of the interpreter's main, by being preloaded into it.
 *
 *   initialise as `python3 FILE` would ─▶ start_python.py: imports ─▶ start_wait ─▶ FILE as __main__ ─▶ its end
 *
 * The script runs directly below main: no frame of ours is in a traceback, in the recursion limit or in sys._getframe.
 * What a program can see of the interpreter's end is done by start_python.py in the interpreter's own order; taking the runtime
 * itself apart, which nobody can see and which costs more than most tests run, is left out.
 *
 * `python3 FILE [ARG]...` only: any other command line, and an interpreter that lacks a function used here, is left to the
 * interpreter's own main. start_python.py lies beside this library.
 */
#define _GNU_SOURCE
#include "start.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

typedef struct object object;
typedef int main_function(int, char **, char **);

enum { FILE_INPUT = 257, MAX_STARTER_BYTES = 1 << 16, UNUSABLE = 125 };

/* PyStatus; and room for a PyPreConfig, of which only the interpreter knows what is in it. */
struct status {
	int type;
	const char *function, *message;
	int exit_code;
};
enum { PRECONFIG_BYTES = 1024, STATUS_OK = 0 };

#define FUNCTIONS(FUNCTION) \
	FUNCTION(void, PyPreConfig_InitPythonConfig, void *) \
	FUNCTION(struct status, Py_PreInitialize, const void *) \
	FUNCTION(void, Py_SetProgramName, const wchar_t *) \
	FUNCTION(void, Py_InitializeEx, int) \
	FUNCTION(wchar_t *, Py_DecodeLocale, const char *, size_t *) \
	FUNCTION(object *, PyDict_New, void) \
	FUNCTION(object *, PyDict_GetItemString, object *, const char *) \
	FUNCTION(object *, PyImport_AddModule, const char *) \
	FUNCTION(object *, PyModule_GetDict, object *) \
	FUNCTION(object *, PyList_New, ssize_t) \
	FUNCTION(int, PyList_Append, object *, object *) \
	FUNCTION(object *, PyUnicode_DecodeFSDefault, const char *) \
	FUNCTION(object *, PyObject_CallFunctionObjArgs, object *, ...) \
	FUNCTION(object *, PyObject_CallMethod, object *, const char *, const char *, ...) \
	FUNCTION(object *, PySys_GetObject, const char *) \
	FUNCTION(long, PyLong_AsLong, object *) \
	FUNCTION(object *, PyRun_StringFlags, const char *, int, object *, object *, void *) \
	FUNCTION(object *, PyRun_FileExFlags, FILE *, const char *, int, object *, object *, int, void *) \
	FUNCTION(int, PyErr_ExceptionMatches, object *) \
	FUNCTION(void, PyErr_Fetch, object **, object **, object **) \
	FUNCTION(void, PyErr_NormalizeException, object **, object **, object **) \
	FUNCTION(void, PyErr_PrintEx, int) \
	FUNCTION(void, PyErr_Clear, void) \
	FUNCTION(void, PyErr_WriteUnraisable, object *) \
	FUNCTION(void, Py_DecRef, object *) \
	FUNCTION(object *, PyImport_GetModuleDict, void) \
	FUNCTION(void, PyDict_Clear, object *) \
	FUNCTION(ssize_t, PyGC_Collect, void)

#define DECLARE(result, name, ...) static result (*name)(__VA_ARGS__);
FUNCTIONS(DECLARE)
static object **system_exit, **keyboard_interrupt;

static main_function *own_main;

static bool find_interface(void)
{
#define FIND(result, name, ...) if (!(name = (result (*)(__VA_ARGS__))dlsym(RTLD_DEFAULT, #name))) return false;
	FUNCTIONS(FIND)
	system_exit = dlsym(RTLD_DEFAULT, "PyExc_SystemExit");
	keyboard_interrupt = dlsym(RTLD_DEFAULT, "PyExc_KeyboardInterrupt");
	return system_exit && keyboard_interrupt;
}

/* A fault in our own part: told on standard error; the run ends with a status that no script of ours has. */
static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "letscode: %s\n", what);
	if (PyErr_PrintEx) PyErr_PrintEx(0);
	_exit(UNUSABLE);
}

/* The text of start_python.py, from the folder of this library. */
static const char *read_starter(void)
{
	static char text[MAX_STARTER_BYTES], path[4096];
	Dl_info self;
	if (!dladdr((void *)start_wait, &self) || strlen(self.dli_fname) > sizeof path - sizeof "start_python.py") give_up("where is start_python.py?");
	strcpy(path, self.dli_fname);
	char *slash = strrchr(path, '/');
	strcpy(slash ? slash + 1 : path, "start_python.py");
	FILE *file = fopen(path, "re");
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

static long call(object *starter, const char *name, object *argument)
{
	object *result = PyObject_CallFunctionObjArgs(PyDict_GetItemString(starter, name), argument, NULL);
	if (!result) give_up(name);
	long number = PyLong_AsLong(result);
	Py_DecRef(result);
	return number;
}

/* What the interpreter makes of an exception that nobody caught: prints it, or takes the status of a SystemExit. */
static int status_of_exception(object *starter)
{
	if (!PyErr_ExceptionMatches(*system_exit)) return PyErr_PrintEx(1), 1;
	object *type, *value, *traceback;
	PyErr_Fetch(&type, &value, &traceback);
	PyErr_NormalizeException(&type, &value, &traceback);
	long status = call(starter, "status_of_exit", value);
	Py_DecRef(type);
	Py_DecRef(value);
	if (traceback) Py_DecRef(traceback);
	return (int)status;
}

/*
 * The end, as in Py_FinalizeEx. What may call the program's functions is called from here: a frame of start_python.py would be
 * in what they print of their faults.
 */
static void call_quietly(object *starter, const char *name)
{
	object *function = PyDict_GetItemString(starter, name), *result = PyObject_CallFunctionObjArgs(function, NULL);
	if (result) Py_DecRef(result);
	else PyErr_WriteUnraisable(function);
}

/* False when what was printed is lost; that is told for `told_of` only. */
static bool flush(object *starter, const char *name, const char *told_of)
{
	object *stream = PySys_GetObject(name);
	if (!stream || !call(starter, "can_flush", stream)) return true;
	object *result = PyObject_CallMethod(stream, "flush", NULL);
	if (result) return Py_DecRef(result), true;
	if (strcmp(name, told_of)) return PyErr_Clear(), true;
	return PyErr_WriteUnraisable(stream), false;
}

static bool end_script(object *starter)
{
	if (call(starter, "has_threads", NULL)) call_quietly(starter, "join_threads");
	call_quietly(starter, "run_exit_functions");
	bool kept = flush(starter, "stdout", "stdout");
	flush(starter, "stderr", "stdout");
	call(starter, "let_go", NULL);
	PyDict_Clear(PyImport_GetModuleDict());
	PyGC_Collect();
	call(starter, "clear_modules", NULL);
	PyGC_Collect();
	/* The interpreter takes its streams apart here, and is silent about what it can't write then. */
	flush(starter, "stdout", "");
	flush(starter, "stderr", "");
	return kept;
}

static _Noreturn void end_by_interrupt(void)
{
	signal(SIGINT, SIG_DFL);
	kill(getpid(), SIGINT);
	_exit(128 + SIGINT);
}

static _Noreturn void run_script(object *starter, char **argv)
{
	object *arguments = list_of(argv);
	FILE *script = fopen(argv[1], "rb");
	if (!script) {
		fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", argv[0], argv[1], errno, strerror(errno));
		exit(2);
	}
	call(starter, "begin", arguments);
	Py_DecRef(arguments);
	object *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
	int status = 0;
	bool interrupted = false;
	object *result = PyRun_FileExFlags(script, argv[1], FILE_INPUT, globals, globals, 1, NULL);
	if (result) Py_DecRef(result);
	else {
		interrupted = PyErr_ExceptionMatches(*keyboard_interrupt);
		status = status_of_exception(starter);
	}
	if (!end_script(starter)) status = 120;
	if (interrupted) end_by_interrupt();
	exit(status);
}

/* The variable by which we came here, out of the sight of the program: also of /proc/self/environ. */
static void forget_preload(char **environment)
{
	for (char **at = environment; *at; at++)
		if (!strncmp(*at, "LD_PRELOAD=", 11)) {
			char *text = *at;
			unsetenv("LD_PRELOAD");
			memset(text, 0, strlen(text));
			return;
		}
}

/* What os.fork() does in the child: the numbers of threads are taken anew, and modules that asked for it (random) are told. */
static void after_fork(void)
{
	void (*tell_child)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "PyOS_AfterFork_Child");
	if (tell_child) tell_child();
}

static int main_ahead(int argc, char **argv, char **environment)
{
	forget_preload(environment);
	if (argc < 2 || argv[1][0] == '-' || !find_interface()) return own_main(argc, argv, environment);
	/* As python3 does, and embedding programs don't: a C locale means UTF-8. */
	static long preconfig[PRECONFIG_BYTES / sizeof(long)];
	PyPreConfig_InitPythonConfig(preconfig);
	if (Py_PreInitialize(preconfig).type != STATUS_OK) give_up("Py_PreInitialize failed");
	wchar_t *name = Py_DecodeLocale(argv[0], NULL);
	if (!name) give_up("the interpreter's name can't be decoded");
	Py_SetProgramName(name);
	Py_InitializeEx(1);
	object *starter = PyDict_New();
	if (!starter || !PyRun_StringFlags(read_starter(), FILE_INPUT, starter, starter, NULL)) give_up("start_python.py failed");
	bool is_copied = start_is_copied();
	call(starter, is_copied ? "import_much" : "import_little", NULL);
	start_wait();
	if (is_copied) after_fork();
	run_script(starter, argv);
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
