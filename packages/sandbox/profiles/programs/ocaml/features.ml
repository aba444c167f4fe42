(* Files, time, signals, a collection under load, recursion, the libraries that come with the compiler. *)
let rec deep n = if n = 0 then 0 else deep (n - 1) + 1

let files () =
  Unix.mkdir "a" 0o755;
  let out = open_out "a/x" in
  output_string out "text";
  close_out out;
  Sys.rename "a/x" "a/y";
  Unix.chmod "a/y" 0o600;
  Unix.symlink "y" "a/z";
  let fd = Unix.openfile "a/y" [ Unix.O_RDWR ] 0 in
  ignore (Unix.lseek fd 2 Unix.SEEK_SET);
  Unix.ftruncate fd 3;
  Unix.close fd;
  Array.iter (fun name -> ignore (Unix.lstat ("a/" ^ name))) (Sys.readdir "a");
  Sys.remove "a/z";
  Sys.remove "a/y";
  Unix.rmdir "a";
  Sys.remove (Filename.temp_file "x" "y")

let () =
  let sum = Scanf.scanf " %d %d %d" (fun a b c -> a + b + c) in
  files ();
  let seen = ref false in
  Sys.set_signal Sys.sigalrm (Sys.Signal_handle (fun _ -> seen := true));
  ignore (Unix.setitimer Unix.ITIMER_REAL { Unix.it_interval = 0.; it_value = 0.005 });
  while not !seen do
    ignore (Sys.opaque_identity (ref 0))
  done;
  Unix.sleepf 0.001;
  let table = Hashtbl.create 10 in
  for i = 1 to 300000 do
    Hashtbl.replace table (i mod 1000) (string_of_int i)
  done;
  Gc.compact ();
  ignore (Unix.gettimeofday () +. Sys.time ());
  Random.self_init ();
  let caught = try ignore (1 / (sum - 6)); false with Division_by_zero -> true in
  if sum = 6 && deep 100000 = 100000 && Hashtbl.length table = 1000 && caught
     && Str.string_match (Str.regexp "a+") "aaa" 0
  then print_endline "ok"
