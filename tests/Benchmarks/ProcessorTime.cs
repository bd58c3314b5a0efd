using System.Globalization;
using Moderation.Load;

namespace Moderation.Benchmarks;

/// <summary>Processor time as Linux counts it (proc(5)).</summary>
internal static class ProcessorTime
{
    /// <summary>Ticks a second, which Linux fixes for programs.</summary>
    private const double Hertz = 100;

    /// <returns>Milliseconds of a process, its children that have ended, and its descendants that live.</returns>
    public static double OfTree(int id)
    {
        var all = Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => Read($"/proc/{name}/stat"))
            .OfType<(int Id, int Parent, double Ticks)>()
            .ToLookup(process => process.Parent);
        var own = Read($"/proc/{id}/stat") ?? throw new UsageException("The system does not run: ./infra/run.sh --detach");
        return 1000 / Hertz * (own.Ticks + Below(id));

        double Below(int parent) => all[parent].Sum(child => child.Ticks + Below(child.Id));
    }

    /// <summary>Null for one that has ended meanwhile.</summary>
    private static (int Id, int Parent, double Ticks)? Read(string path)
    {
        try
        {
            var stat = File.ReadAllText(path);
            // The name before may hold blanks and brackets.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (
                int.Parse(stat[..stat.IndexOf(' ')], CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
