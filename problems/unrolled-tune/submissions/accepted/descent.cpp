#include <cctype>
#include <iostream>
#include <string>

std::string tune;
std::size_t place = 0;

// Counts the notes from `place` to the end of the group, and steps over its bracket.
long long count_notes() {
    long long notes = 0;
    while (place < tune.size() && tune[place] != ')') {
        if (tune[place] >= 'a') {
            notes++;
            place++;
            continue;
        }
        long long times = 0;
        while (std::isdigit(static_cast<unsigned char>(tune[place]))) times = 10 * times + (tune[place++] - '0');
        place++;
        notes += (times == 0 ? 1 : times) * count_notes();
    }
    place++;
    return notes;
}

int main() {
    std::cin >> tune;
    std::cout << count_notes() << '\n';
}
