interface Team {
  name: string;
  points: number;
  seconds: number;
}

function main(input: string): string {
  const teams: Team[] = input
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [name = '', points, seconds] = line.split(' ');
      return { name, points: Number(points), seconds: Number(seconds) };
    });
  teams.sort((a, b) => b.points - a.points || a.seconds - b.seconds || (a.name < b.name ? -1 : 1));
  return teams.map((team) => team.name).join('\n');
}
