begin
  writeln(x;
end.
