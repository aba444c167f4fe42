% A file that begins with [library]. consults it, as it did before SWI-Prolog 7.
user:term_expansion([File | Files], (:- [File | Files])).
