def main():
    beads = input().strip()
    border = [0, 0]
    length = 0
    for bead in beads[1:]:
        while length and bead != beads[length]:
            length = border[length]
        if bead == beads[length]:
            length += 1
        border.append(length)
    print(len(beads) - border[-1])


main()
