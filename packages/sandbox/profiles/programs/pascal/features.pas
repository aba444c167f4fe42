{ Files, time, exceptions, dynamic arrays, recursion, the units that come with the compiler. }
program features;
{$mode objfpc}
uses sysutils, math, dateutils, baseunix;

function deep(n: longint): longint;
begin
  if n = 0 then deep := 0 else deep := deep(n - 1) + 1;
end;

procedure files;
var
  f: text;
  found: TSearchRec;
begin
  mkdir('a');
  assign(f, 'a/x');
  rewrite(f);
  writeln(f, 'text');
  close(f);
  rename(f, 'a/y');
  append(f);
  writeln(f, 'more');
  close(f);
  reset(f);
  close(f);
  if findfirst('a/*', faAnyFile, found) = 0 then
    repeat until findnext(found) <> 0;
  findclose(found);
  if not fileexists('a/y') then halt(1);
  erase(f);
  rmdir('a');
end;

var
  a, b, c, i: longint;
  items: array of string;
  caught: boolean;
begin
  read(a, b, c);
  files;
  sleep(1);
  randomize;
  setlength(items, 200000);
  for i := 0 to high(items) do items[i] := inttostr(i);
  caught := false;
  try
    raise exception.create('x');
  except
    caught := true;
  end;
  try
    i := a div (a - 1);
  except
    on EDivByZero do caught := caught and true;
  end;
  if now = 0 then halt(1);
  if (deep(100000) = 100000) and (a + b + c = 6) and caught and (max(1, 2) = 2) then writeln('ok');
end.
