# Does not compile.
def main(:
    print("x"
