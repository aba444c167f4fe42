// Threads by the standard library: futures, pools, every kind of waiting.
#include <bits/stdc++.h>
#include <barrier>
#include <latch>
#include <semaphore>
#include <stop_token>
using namespace std;
using namespace chrono_literals;
int main() {
    vector<future<long>> parts;
    for (int i = 0; i < 4; i++) parts.push_back(async(launch::async, [i] { vector<long> all(100000, i); return accumulate(all.begin(), all.end(), 0L) / 100000; }));
    long sum = 0;
    for (auto& part : parts) sum += part.get();
    mutex lock; condition_variable changed; shared_mutex table; timed_mutex timed; recursive_mutex again;
    bool ready = false;
    atomic<int> flag{0};
    latch all(3); barrier gate(3); counting_semaphore<4> places(0);
    vector<jthread> crew;
    for (int i = 0; i < 3; i++) crew.emplace_back([&] {
        { unique_lock held(lock); changed.wait_for(held, 5s, [&] { return ready; }); }
        { shared_lock reading(table); }
        { unique_lock trying(timed, 1ms); }
        flag.wait(0);
        all.count_down(); gate.arrive_and_wait(); places.release();
        this_thread::yield();
    });
    { lock_guard held(lock); ready = true; }
    changed.notify_all();
    flag = 1; flag.notify_all();
    all.wait();
    for (int i = 0; i < 3; i++) places.acquire();
    crew.clear();
    jthread stoppable([](stop_token stop) { while (!stop.stop_requested()) this_thread::sleep_for(100us); });
    stoppable.request_stop(); stoppable.join();
    once_flag once; call_once(once, [&] { sum++; });
    lock_guard twice(again);
    cout << (sum == 7 && thread::hardware_concurrency() > 0 ? "ok" : "wrong") << endl;
}
