/* What is used of CPython's interface, which is looked up when the interpreter is there; and what start_python.c and python_end.c share. */
#ifndef LETSCODE_PYTHON_H
#define LETSCODE_PYTHON_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <wchar.h>

typedef struct object object;

/* PyStatus */
struct status {
	int type;
	const char *function, *message;
	int exit_code;
};

#define PYTHON_FUNCTIONS(FUNCTION) \
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
	FUNCTION(void *, PyType_GetSlot, object *, int) \
	FUNCTION(int, PyType_IsSubtype, object *, object *) \
	FUNCTION(object *, PyObject_GetAttrString, object *, const char *) \
	FUNCTION(ssize_t, PyList_Size, object *) \
	FUNCTION(object *, PyList_GetItem, object *, ssize_t)

/* Of two kinds: a pointer to an object (exceptions), or an object itself. */
#define PYTHON_DATA(DATA) DATA(PyExc_SystemExit) DATA(PyExc_KeyboardInterrupt)
#define PYTHON_OBJECTS(OBJECT) OBJECT(PyType_Type) OBJECT(_PyWeakref_RefType) OBJECT(_PyWeakref_ProxyType) OBJECT(_PyWeakref_CallableProxyType) OBJECT(_Py_NoneStruct)

#define DECLARE(result, name, ...) extern result (*name)(__VA_ARGS__);
PYTHON_FUNCTIONS(DECLARE)
#define DECLARE_DATA(name) extern object **name;
PYTHON_DATA(DECLARE_DATA)
#define DECLARE_OBJECT(name) extern object *name;
PYTHON_OBJECTS(DECLARE_OBJECT)

extern object *starter; /* the namespace of start_python.py */

/* A fault in our own part: told on standard error; the run ends with a status that no script of ours has. */
_Noreturn void give_up(const char *what);
/* Calls a function of start_python.py, which returns an int. */
long call(const char *name, object *argument);
/* All that the interpreter does at its end and that can be seen. False when what was printed is lost. */
bool end_script(void);

#endif
