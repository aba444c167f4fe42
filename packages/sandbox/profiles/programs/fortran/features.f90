! Files, time, allocation, recursion, formatted reading and writing.
program features
  implicit none
  integer :: a, b, c, clock
  real(8), allocatable :: rows(:, :)
  character(20) :: word
  real :: seconds, chance
  read(*, *) a, b
  read(*, *) c
  open(10, file='x', status='replace')
  write(10, '(a)') 'text'
  rewind(10)
  read(10, '(a)') word
  close(10, status='delete')
  open(11, status='scratch', form='unformatted', access='stream')
  write(11) a, b
  close(11)
  call system_clock(clock)
  call cpu_time(seconds)
  call random_seed()
  call random_number(chance)
  allocate(rows(1000, 1000))
  rows = 1d0
  rows = matmul(rows(1:200, 1:200), rows(1:200, 1:200))
  if (a + b + c == 6 .and. deep(10000) == 10000 .and. word == 'text') print '(a)', 'ok'
contains
  recursive integer function deep(n) result(d)
    integer, intent(in) :: n
    d = 0
    if (n > 0) d = deep(n - 1) + 1
  end function deep
end program features
