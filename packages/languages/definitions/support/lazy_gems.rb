# Ruby without its package manager, which is four fifths of its start, until a program asks for something that only that one
# finds (`require 'prime'`), or for Gem itself. Loaded before every program, with --disable=gems.
module Kernel
  alias letscode_require require
  private :letscode_require

  # Puts everything as it would have been from the start.
  def letscode_load_gems
    Kernel.module_eval { alias_method :require, :letscode_require }
    Object.singleton_class.remove_method(:const_missing)
    letscode_require('rubygems')
  end
  private :letscode_load_gems

  def require(name)
    letscode_require(name)
  rescue LoadError => error
    raise unless error.path == name

    letscode_load_gems
    require(name)
  end
end

def Object.const_missing(name)
  return super unless name == :Gem

  letscode_load_gems
  Gem
end
