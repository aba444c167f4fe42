/*
 * Python's end, as in Py_FinalizeEx, up to where nobody can see it.
 *
 *   threads joined ─▶ functions for the exit ─▶ streams flushed ─┬─ nothing left of the program can act ─────────▶ end of the process
 *                                                                └─ modules cleared, garbage collected, flushed ─▶
 *
 * What may call the program's functions is called from here: a frame of start_python.py would be in what they print of their faults.
 */
#include "python.h"

#include <stdint.h>
#include <string.h>

static void call_quietly(const char *name)
{
	object *function = PyDict_GetItemString(starter, name), *result = PyObject_CallFunctionObjArgs(function, NULL);
	if (result) Py_DecRef(result);
	else PyErr_WriteUnraisable(function);
}

/* False when what was printed is lost; that is told for `told_of` only. */
static bool flush(const char *name, const char *told_of)
{
	object *stream = PySys_GetObject(name);
	if (!stream || !call("can_flush", stream)) return true;
	object *result = PyObject_CallMethod(stream, "flush", NULL);
	if (result) return Py_DecRef(result), true;
	if (strcmp(name, told_of)) return PyErr_Clear(), true;
	return PyErr_WriteUnraisable(stream), false;
}

enum { TP_DEL = 53, TP_FINALIZE = 80 }; /* of typeslots.h, which is part of the stable interface */

/* Of a class: whether its objects do something when they go, beside going. */
static bool has_last_words(object *type)
{
	return PyType_GetSlot(type, TP_FINALIZE) || PyType_GetSlot(type, TP_DEL);
}

static bool is_silent(object *o)
{
	object *type = ((const struct { ssize_t count; object *type; } *)o)->type; /* so it is in the stable interface */
	if (has_last_words(type) || type == _PyWeakref_ProxyType || type == _PyWeakref_CallableProxyType) return false;
	if (PyType_IsSubtype(type, PyType_Type)) return !has_last_words(o);
	if (!PyType_IsSubtype(type, _PyWeakref_RefType)) return true;
	object *callback = PyObject_GetAttrString(o, "__callback__");
	if (callback) Py_DecRef(callback);
	return callback == _Py_NoneStruct;
}

/*
 * Whether no function of the program can be called any more, and no file of it has anything to write: there are no finalizers
 * (generators, files and coroutines have one, too), no callbacks of weak references, no threads. Objects that the collector
 * doesn't know can only have a finalizer by their class, and that one it knows.
 */
static bool is_silent_from_here(void)
{
	if (!call("find_left", NULL)) return false;
	object *left = PyDict_GetItemString(starter, "left"), *main = (object *)PyLong_AsLong(PyDict_GetItemString(starter, "main_id"));
	bool are_silent = true, has_main = false;
	for (ssize_t i = PyList_Size(left); i-- > 0 && are_silent;) {
		object *o = PyList_GetItem(left, i);
		are_silent = is_silent(o);
		has_main = has_main || o == main;
	}
	PyErr_Clear();
	call("forget_left", NULL);
	return are_silent && has_main; /* without it, gc.freeze hides what the program has made */
}

static void clear_all(void)
{
	call("let_go", NULL);
	PyDict_Clear(PyImport_GetModuleDict());
	call("collect", NULL);
	call("clear_modules", NULL);
	call("collect", NULL);
}

bool end_script(void)
{
	if (call("has_threads", NULL)) call_quietly("join_threads");
	call_quietly("run_exit_functions");
	bool kept = flush("stdout", "stdout");
	flush("stderr", "stdout");
	if (!is_silent_from_here()) clear_all();
	/* The interpreter takes its streams apart here, and is silent about what it can't write then. */
	flush("__stdout__", "");
	flush("__stderr__", "");
	return kept;
}

