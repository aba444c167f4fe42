/*
 * Output validator of "Morning Routine", by the Kattis interface:
 *
 *     validate input answer feedback_dir [flags] < team_output
 *
 * Exit 42: accepted, 43: wrong answer; feedback_dir/judgemessage.txt says why.
 *
 * An order is checked against the input alone. The answer file only tells
 * whether there is an order at all. The output is hostile: words of any length,
 * any bytes, any number of them; nothing of it is trusted before it is checked.
 */
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr int ACCEPTED = 42;
constexpr int WRONG = 43;
/* Our own fault: neither verdict, so that the judge reports an internal error. */
constexpr int FAULT = 1;

std::string feedback_dir;

[[noreturn]] void finish(int exit_code, const std::string& message) {
    std::ofstream(feedback_dir + "/judgemessage.txt") << message << '\n';
    std::_Exit(exit_code);
}

/* Reads one word and keeps its first 16 bytes, however long it is; false at the end. */
bool next_word(std::istream& in, std::string& word) {
    word.clear();
    bool found = false;
    for (int byte = in.get(); byte != std::istream::traits_type::eof(); byte = in.get()) {
        const bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
        if (space && found) return true;
        if (space) continue;
        found = true;
        if (word.size() < 16) word.push_back(static_cast<char>(byte));
    }
    return found;
}

bool is_impossible(std::string word) {
    for (char& letter : word) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return word == "impossible";
}

/* A task's number from 1 to n without sign or leading zero, or 0 for anything else. */
int task_number(const std::string& word, int n) {
    if (word.size() > 6 || word[0] == '0') return 0;
    int number = 0;
    for (const char digit : word) {
        if (digit < '0' || digit > '9') return 0;
        number = 10 * number + (digit - '0');
    }
    return number <= n ? number : 0;
}

/* Position of every task in the output's order; `word` is the output's first word. */
std::vector<int> read_positions(std::string word, int n) {
    std::vector<int> position(n + 1, 0);
    for (int place = 1; place <= n; place++) {
        if (place > 1 && !next_word(std::cin, word)) {
            finish(WRONG, "only " + std::to_string(place - 1) + " of " + std::to_string(n) + " tasks");
        }
        const int task = task_number(word, n);
        if (task == 0) finish(WRONG, "word " + std::to_string(place) + " is no task");
        if (position[task] != 0) finish(WRONG, "task " + std::to_string(task) + " is done twice");
        position[task] = place;
    }
    return position;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return FAULT;
    feedback_dir = argv[3];
    std::ifstream input(argv[1]), answer(argv[2]);
    int n = 0, m = 0;
    std::string answer_word;
    if (!(input >> n >> m) || !next_word(answer, answer_word)) finish(FAULT, "input or answer can't be read");
    std::vector<std::pair<int, int>> rules(m);
    for (auto& [a, b] : rules) {
        if (!(input >> a >> b)) finish(FAULT, "the input ends early");
    }

    std::string word;
    if (!next_word(std::cin, word)) finish(WRONG, "the output is empty");
    if (is_impossible(word)) {
        if (next_word(std::cin, word)) finish(WRONG, "something follows after impossible");
        if (!is_impossible(answer_word)) finish(WRONG, "there is an order");
        finish(ACCEPTED, "no order, as expected");
    }
    const auto position = read_positions(word, n);
    if (next_word(std::cin, word)) finish(WRONG, "something follows after the last task");
    for (const auto& [a, b] : rules) {
        if (position[a] > position[b]) {
            finish(WRONG, "task " + std::to_string(a) + " comes after task " + std::to_string(b));
        }
    }
    if (is_impossible(answer_word)) finish(FAULT, "the output has an order, the answer has none");
    finish(ACCEPTED, "the order keeps every rule");
}
