#include <bits/stdc++.h>
using namespace std;

int main() {
    long sum = 0, n;
    while (cin >> n) sum += n;
    cout << sum << "\n";
}
