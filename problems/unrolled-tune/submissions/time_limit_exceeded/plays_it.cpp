// Plays the tune note by note, reading every group as often as it is played.
#include <cctype>
#include <iostream>
#include <string>

std::string tune;
long long notes = 0;

std::size_t play(std::size_t place) {
    while (place < tune.size() && tune[place] != ')') {
        if (tune[place] >= 'a') {
            notes++;
            place++;
            continue;
        }
        long long times = 0;
        while (std::isdigit(static_cast<unsigned char>(tune[place]))) times = 10 * times + (tune[place++] - '0');
        if (times == 0) times = 1;
        std::size_t after = place;
        while (times-- > 0) after = play(place + 1);
        place = after;
    }
    return place + 1;
}

int main() {
    std::cin >> tune;
    play(0);
    std::cout << notes << '\n';
}
