// The standard library: exceptions, streams, file system, clocks, chance, locale, large containers.
#include <bits/stdc++.h>
#include <memory_resource>
using namespace std;
namespace fs = std::filesystem;
static void files(const fs::path& folder) {
    fs::create_directories(folder / "a/b");
    ofstream(folder / "a/one.txt") << "one\n" << 42 << '\n';
    fs::copy_file(folder / "a/one.txt", folder / "a/two.txt");
    fs::copy(folder / "a", folder / "copy", fs::copy_options::recursive);
    fs::rename(folder / "a/two.txt", folder / "a/b/two.txt");
    fs::resize_file(folder / "a/b/two.txt", 3);
    fs::create_symlink(folder / "a/one.txt", folder / "link");
    fs::create_hard_link(folder / "a/one.txt", folder / "hard");
    fs::permissions(folder / "hard", fs::perms::owner_all);
    fs::last_write_time(folder / "hard", fs::file_time_type::clock::now());
    (void)fs::read_symlink(folder / "link"); (void)fs::canonical(folder / "link"); (void)fs::space(folder); (void)fs::equivalent(folder / "link", folder / "hard");
    size_t count = 0;
    for (auto& entry : fs::recursive_directory_iterator(folder)) count += entry.exists();
    fstream both(folder / "a/one.txt", ios::in | ios::out | ios::ate);
    both.seekg(0); string word; both >> word;
    if (word != "one" || count < 8) throw runtime_error("files");
    fs::current_path(folder); (void)fs::current_path(); fs::current_path("/");
    fs::remove_all(folder / "copy");
}
int main() {
    ios::sync_with_stdio(false); cin.tie(nullptr);
    try { files("/work"); files("/tmp/sub"); vector<int>().at(3); } catch (const out_of_range&) {}
    try { new char[1ull << 60]; } catch (const bad_alloc&) {}
    exception_ptr kept; try { throw 3; } catch (...) { kept = current_exception(); }
    try { rethrow_exception(kept); } catch (int) {}
    random_device device; mt19937_64 engine(device() ^ chrono::steady_clock::now().time_since_epoch().count());
    vector<uint64_t> numbers(2'000'000); generate(numbers.begin(), numbers.end(), ref(engine)); sort(numbers.begin(), numbers.end());
    map<int, string> tree; for (int i = 0; i < 100000; i++) tree[i * 7919 % 100003] = string(40, 'x');
    pmr::monotonic_buffer_resource arena; pmr::vector<int> local(1000, 1, &arena);
    time_t now = chrono::system_clock::to_time_t(chrono::system_clock::now());
    stringstream text; text << put_time(localtime(&now), "%c"); try { text.imbue(locale("")); } catch (const runtime_error&) {} text << 1234567.5;
    this_thread::sleep_for(chrono::milliseconds(1));
    string line; while (getline(cin, line)) {}
    deque<int> queue(5'000'000); queue.clear(); queue.shrink_to_fit();
    regex pattern("(a|b)+"); (void)regex_match("abab", pattern);
    cerr << "a word to nobody\n"; clog << "another" << endl;
    atexit([] { cout << "ok" << endl; });
    exit(0);
}
