# Threads, timers, files, a collection under load, deep recursion, signals, the library.
require 'set'
require 'prime'
require 'bigdecimal'
require 'tempfile'
require 'timeout'
require 'fileutils'
require 'json'

def deep(n) = n.zero? ? 0 : deep(n - 1) + 1

numbers = STDIN.read.split.map(&:to_i)
FileUtils.mkdir_p('a/b')
File.write('a/b/x', "text\n")
File.rename('a/b/x', 'a/b/y')
File.chmod(0o600, 'a/b/y')
File.symlink('b', 'a/c')
File.open('a/b/y', 'r+') { |file| file.seek(2); file.write('z'); file.truncate(4); file.fsync }
File.utime(Time.at(1), Time.at(1), 'a/b/y')
Dir.glob('a/**/*').each { |name| File.stat(name) }
FileUtils.cp('a/b/y', 'a/b/z')
Tempfile.create('x') { |file| file.puts 'x' }
FileUtils.rm_r('a')
queue = Queue.new
threads = Array.new(4) { |i| Thread.new { sleep 0.001; queue << i } }
threads.each(&:join)
reader, writer = IO.pipe
Thread.new { writer.puts 'x'; writer.close }
reader.read
IO.select([STDIN], nil, nil, 0)
trap('USR1') { queue << 9 }
Process.kill('USR1', Process.pid)
begin
  Timeout.timeout(0.01) { loop { 1 + 1 } }
rescue Timeout::Error
  queue << 10
end
keep = []
300.times { keep << 'x' * 200_000; keep.shift if keep.size > 20 }
GC.start
Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
Random.new.bytes(8)
fiber = Fiber.new { Fiber.yield 1; 2 }
fiber.resume
puts 'ok' if deep(20_000) == 20_000 && numbers.sum == 6 && 7.prime? && 3**1000 > 1 && Set[1].include?(1)
