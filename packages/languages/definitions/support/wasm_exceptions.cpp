/*
 * What C++ programs need to throw and catch as WebAssembly. Debian's libc++ and libc++abi for
 * wasm32 are built without exceptions; this is the rest of the Itanium C++ ABI's part II, for one
 * thread.
 *
 *   throw       __cxa_throw → a wasm exception (tag __cpp_exception) that carries an Exception*
 *   catch       compiled code catches it and asks _Unwind_CallPersonality which handler takes it: the
 *               landing pad's number and its table (LSDA) are in __wasm_lpad_context, and so is the answer
 *   never caught  ends in _start: the words of libstdc++ on standard error, then abort, as on the server
 *
 * Compiled once for a toolchain (`prepare` in cpp.yaml).
 */
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <typeinfo>
#include <wasi/api.h>

namespace __cxxabiv1 {

/* As libc++abi has it: only the order of the virtual functions counts. */
class __shim_type_info : public std::type_info {
public:
  virtual ~__shim_type_info();
  virtual void noop1() const;
  virtual void noop2() const;
  virtual bool can_catch(const __shim_type_info *thrown, void *&adjusted) const = 0;
};

} // namespace __cxxabiv1

namespace {

using Destructor = void *(*)(void *);

/* Lies right before the thrown object. */
struct alignas(16) Exception {
  std::type_info *type;
  Destructor destructor;
  unsigned referenceCount;
  /* Handlers that are in it; negative while it is thrown again. */
  int handlerCount;
  Exception *nextCaught;
  /* The object as the handler that matched sees it. */
  void *adjusted;
  /* std::rethrow_exception throws another one for the object of this; else null. */
  Exception *primary;

  void *object() { return primary ? primary->object() : static_cast<void *>(this + 1); }
};

Exception *caught;
/* Where compiled code ends the program by itself (noexcept), nothing else tells which one was under way. */
Exception *latestThrown;
unsigned uncaughtCount;

Exception *exceptionOf(void *object) { return static_cast<Exception *>(object) - 1; }

[[noreturn]] void raise(Exception *exception) {
  uncaughtCount++;
  latestThrown = exception;
  __builtin_wasm_throw(0, exception);
}

void release(Exception *exception) {
  if (--exception->referenceCount > 0) return;
  if (exception->destructor) exception->destructor(exception->object());
  std::free(exception);
}

void drop(Exception *exception) {
  Exception *primary = exception->primary;
  if (primary) std::free(exception);
  release(primary ? primary : exception);
}

/* Reads the tables of DWARF. */
struct Reader {
  const uint8_t *at;

  uint32_t unsignedNumber() {
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      uint8_t byte = *at++;
      value |= static_cast<uint32_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  int32_t signedNumber() {
    uint32_t value = 0;
    for (unsigned shift = 0;;) {
      uint8_t byte = *at++;
      value |= static_cast<uint32_t>(byte & 0x7f) << shift;
      shift += 7;
      if (byte >= 0x80) continue;
      if (shift < 32 && (byte & 0x40)) value |= ~0u << shift;
      return static_cast<int32_t>(value);
    }
  }
};

constexpr uint8_t OMITTED = 0xff;

/* Which type of the landing pad takes the exception: its number in the table, 0 for none. */
uintptr_t handlerFor(Exception *exception, const uint8_t *table, uintptr_t landingPad) {
  Reader reader{table};
  if (*reader.at++ != OMITTED) reader.unsignedNumber();
  const uint8_t *types = nullptr;
  if (*reader.at++ != OMITTED) {
    uint32_t distance = reader.unsignedNumber();
    types = reader.at + distance;
  }
  reader.at++; // The encoding of the entries is always the same.
  uint32_t siteBytes = reader.unsignedNumber();
  const uint8_t *actions = reader.at + siteBytes;
  uint32_t action = 0;
  for (uintptr_t index = 0; index <= landingPad; index++) {
    reader.unsignedNumber();
    action = reader.unsignedNumber();
  }
  if (action == 0) return 0;
  for (Reader entry{actions + action - 1};;) {
    int32_t number = entry.signedNumber();
    const uint8_t *nextBase = entry.at;
    int32_t next = entry.signedNumber();
    if (number > 0) {
      const __cxxabiv1::__shim_type_info *wanted;
      std::memcpy(&wanted, types - number * sizeof wanted, sizeof wanted);
      void *adjusted = exception->object();
      if (!wanted) {
        exception->adjusted = adjusted;
        return number;
      }
      auto thrown = static_cast<const __cxxabiv1::__shim_type_info *>(exception->type);
      if (wanted->can_catch(thrown, adjusted)) {
        exception->adjusted = adjusted;
        return number;
      }
    }
    if (next == 0) return 0;
    entry.at = nextBase + next;
  }
}

/* The name of a class as its author wrote it; what is more than a name stays as it is. */
void printType(const char *mangled) {
  const char *at = mangled;
  bool isNested = *at == 'N', isFirst = true;
  if (isNested) at++;
  std::string shown;
  if (at[0] == 'S' && at[1] == 't') {
    shown = "std";
    at += 2;
    isFirst = false;
  }
  while (*at >= '0' && *at <= '9') {
    char *name;
    unsigned long length = std::strtoul(at, &name, 10);
    if (length > std::strlen(name)) break;
    std::string part(name, length);
    at = name + length;
    if (part == "__2") continue; // libc++'s inline namespace
    shown += (isFirst ? "" : "::") + part;
    isFirst = false;
  }
  bool isWhole = isNested ? std::strcmp(at, "E") == 0 : *at == 0;
  if (isWhole && !isFirst) std::fputs(shown.c_str(), stderr);
  else if (!std::strcmp(mangled, "i")) std::fputs("int", stderr);
  else if (!std::strcmp(mangled, "PKc")) std::fputs("char const*", stderr);
  else std::fputs(mangled, stderr);
}

/* In libstdc++'s words. */
void tellTerminated() {
  Exception *exception = uncaughtCount > 0 ? latestThrown : caught;
  if (!exception) {
    std::fputs("terminate called without an active exception\n", stderr);
    return;
  }
  std::fputs("terminate called after throwing an instance of '", stderr);
  printType(exception->type->name());
  std::fputs("'\n", stderr);
  auto wanted = static_cast<const __cxxabiv1::__shim_type_info *>(&typeid(std::exception));
  auto thrown = static_cast<const __cxxabiv1::__shim_type_info *>(exception->type);
  void *adjusted = exception->object();
  if (wanted->can_catch(thrown, adjusted))
    std::fprintf(stderr, "  what():  %s\n", static_cast<std::exception *>(adjusted)->what());
}

[[noreturn]] void terminateLoudly() {
  tellTerminated();
  std::abort();
}

} // namespace

/* The tag of all our exceptions; it carries an address. */
__asm__(".globl __cpp_exception\n"
        ".tagtype __cpp_exception i32\n"
        "__cpp_exception:\n");

extern "C" {

struct {
  uintptr_t landingPad;
  const uint8_t *table;
  uintptr_t selector;
} __wasm_lpad_context;

/* What std::terminate calls (libc++abi). */
std::terminate_handler __cxa_terminate_handler = terminateLoudly;
std::new_handler __cxa_new_handler = nullptr;
typedef void (*unexpected_handler)();
unexpected_handler __cxa_unexpected_handler = terminateLoudly;

int _Unwind_CallPersonality(void *thrown) {
  auto &context = __wasm_lpad_context;
  context.selector = context.table ? handlerFor(static_cast<Exception *>(thrown), context.table, context.landingPad) : 0;
  return 0;
}

void *__cxa_allocate_exception(size_t byteCount) {
  void *memory = std::aligned_alloc(alignof(Exception), (sizeof(Exception) + byteCount + 15) & ~size_t{15});
  if (!memory) std::abort();
  std::memset(memory, 0, sizeof(Exception));
  return static_cast<Exception *>(memory) + 1;
}

void __cxa_free_exception(void *object) { std::free(exceptionOf(object)); }

/* Declared by libc++ with a type that it never looks into. */
__cxxabiv1::__cxa_exception *__cxa_init_primary_exception(void *object, std::type_info *type,
                                                          Destructor destructor) throw() {
  Exception *exception = exceptionOf(object);
  exception->type = type;
  exception->destructor = destructor;
  exception->adjusted = object;
  return reinterpret_cast<__cxxabiv1::__cxa_exception *>(exception);
}

[[noreturn]] void __cxa_throw(void *object, std::type_info *type, Destructor destructor) {
  __cxa_init_primary_exception(object, type, destructor);
  Exception *exception = exceptionOf(object);
  exception->referenceCount = 1;
  raise(exception);
}

void *__cxa_get_exception_ptr(void *thrown) { return static_cast<Exception *>(thrown)->adjusted; }

void *__cxa_begin_catch(void *thrown) {
  auto exception = static_cast<Exception *>(thrown);
  exception->handlerCount = (exception->handlerCount < 0 ? -exception->handlerCount : exception->handlerCount) + 1;
  if (exception != caught) {
    exception->nextCaught = caught;
    caught = exception;
  }
  uncaughtCount--;
  return exception->adjusted;
}

void __cxa_end_catch() {
  Exception *exception = caught;
  if (!exception) return;
  if (exception->handlerCount < 0) {
    if (++exception->handlerCount == 0) caught = exception->nextCaught;
    return;
  }
  if (--exception->handlerCount > 0) return;
  caught = exception->nextCaught;
  drop(exception);
}

[[noreturn]] void __cxa_rethrow() {
  Exception *exception = caught;
  if (!exception) std::terminate();
  exception->handlerCount = -exception->handlerCount;
  raise(exception);
}

std::type_info *__cxa_current_exception_type() { return caught ? caught->type : nullptr; }

void __cxa_increment_exception_refcount(void *object) noexcept {
  if (object) exceptionOf(object)->referenceCount++;
}

void __cxa_decrement_exception_refcount(void *object) noexcept {
  if (object) release(exceptionOf(object));
}

void *__cxa_current_primary_exception() noexcept {
  if (!caught) return nullptr;
  void *object = caught->object();
  __cxa_increment_exception_refcount(object);
  return object;
}

void __cxa_rethrow_primary_exception(void *object) {
  if (!object) return;
  Exception *primary = exceptionOf(object);
  primary->referenceCount++;
  Exception *dependent = exceptionOf(__cxa_allocate_exception(0));
  dependent->primary = primary;
  dependent->type = primary->type;
  dependent->adjusted = object;
  raise(dependent);
}

bool __cxa_uncaught_exception() noexcept { return uncaughtCount != 0; }
unsigned __cxa_uncaught_exceptions() noexcept { return uncaughtCount; }
[[noreturn]] void __cxa_bad_cast() { throw std::bad_cast(); }
[[noreturn]] void __cxa_bad_typeid() { throw std::bad_typeid(); }
[[noreturn]] void __cxa_throw_bad_array_new_length() { throw std::bad_array_new_length(); }
[[noreturn]] void __cxa_call_unexpected(void *) { std::terminate(); }

void __wasm_call_ctors();
void __wasm_call_dtors();
int __main_void();

/* As crt1-command.o has it, and what nobody catches ends here. */
__attribute__((export_name("_start"))) void _start() {
  int code;
  try {
    __wasm_call_ctors();
    code = __main_void();
    __wasm_call_dtors();
  } catch (...) {
    std::terminate();
  }
  if (code != 0) __wasi_proc_exit(code);
}
} // extern "C"
