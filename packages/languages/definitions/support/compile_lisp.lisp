;;; The compile step of Common Lisp; runs inside the sandbox.
;;;
;;;     sbcl … --load compile_lisp.lisp SOURCE PROGRAM
;;;
;;; Warnings are left to the author; what can't be read is an error of compilation.
(let* ((arguments (last sb-ext:*posix-argv* 2))
       (program (handler-bind ((sb-ext:compiler-note #'muffle-warning))
                  (compile-file (first arguments) :output-file (second arguments) :print nil :verbose nil))))
  (sb-ext:exit :code (if program 0 1) :abort t))
