/*
 * What Debian's libc++ for wasm32 holds compiled without exceptions, once more with them: it aborts where these throw.
 * Linked before the library, whose own are then left out (-z muldefs).
 */
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>

void *operator new(size_t byteCount) {
  for (;;) {
    if (void *memory = std::malloc(byteCount ? byteCount : 1)) return memory;
    std::new_handler handler = std::get_new_handler();
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

void *operator new[](size_t byteCount) { return operator new(byteCount); }

/* libc++'s own abort where they should throw. */
namespace std {
inline namespace __2 {

namespace {

template <typename Value, typename Character, typename Parse>
Value parsed(const char *name, const basic_string<Character> &text, size_t *end, Parse parse) {
  Character *stop = nullptr;
  int before = errno;
  errno = 0;
  Value value = parse(text.c_str(), &stop);
  int problem = errno;
  errno = before;
  if (stop == text.c_str()) throw invalid_argument(name);
  if (problem == ERANGE) throw out_of_range(name);
  if (end) *end = static_cast<size_t>(stop - text.c_str());
  return value;
}

} // namespace

int stoi(const string &text, size_t *end, int base) {
  size_t stop;
  long long value = parsed<long long>("stoi", text, &stop, [base](auto from, auto to) { return strtoll(from, to, base); });
  if (value < numeric_limits<int>::min() || value > numeric_limits<int>::max()) throw out_of_range("stoi");
  if (end) *end = stop;
  return static_cast<int>(value);
}
long stol(const string &text, size_t *end, int base) {
  return parsed<long>("stol", text, end, [base](auto from, auto to) { return strtol(from, to, base); });
}
unsigned long stoul(const string &text, size_t *end, int base) {
  return parsed<unsigned long>("stoul", text, end, [base](auto from, auto to) { return strtoul(from, to, base); });
}
long long stoll(const string &text, size_t *end, int base) {
  return parsed<long long>("stoll", text, end, [base](auto from, auto to) { return strtoll(from, to, base); });
}
unsigned long long stoull(const string &text, size_t *end, int base) {
  return parsed<unsigned long long>("stoull", text, end, [base](auto from, auto to) { return strtoull(from, to, base); });
}
float stof(const string &text, size_t *end) {
  return parsed<float>("stof", text, end, [](auto from, auto to) { return strtof(from, to); });
}
double stod(const string &text, size_t *end) {
  return parsed<double>("stod", text, end, [](auto from, auto to) { return strtod(from, to); });
}

/* The members of string that the library holds compiled, once more, so that they throw. */
#define INSTANTIATE(...) template __VA_ARGS__;
_LIBCPP_STRING_UNSTABLE_EXTERN_TEMPLATE_LIST(INSTANTIATE, char)
#undef INSTANTIATE

} // namespace __2
} // namespace std
