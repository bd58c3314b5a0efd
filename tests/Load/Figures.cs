using System.Globalization;
using System.Text.RegularExpressions;

namespace Moderation.Load;

/// <summary>What a service tells of itself at <c>/metrics</c> of its operations port, at one moment.</summary>
internal sealed partial class Figures
{
    private readonly IReadOnlyList<(string Name, string Labels, double Value)> _lines;

    private Figures(IReadOnlyList<(string, string, double)> lines) => _lines = lines;

    public static async Task<Figures> ReadAsync(HttpClient http, Uri operations, CancellationToken cancellationToken)
    {
        var text = await http.GetStringAsync(new Uri(operations, "metrics"), cancellationToken);
        return new(
            [
                .. Line()
                    .Matches(text)
                    .Select(line => (line.Groups["name"].Value, line.Groups["labels"].Value,
                        double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture))),
            ]
        );
    }

    /// <summary>Over all labels.</summary>
    public double Sum(string name) => _lines.Where(line => line.Name == name).Sum(line => line.Value);

    /// <summary>By one of its labels.</summary>
    public IEnumerable<(string Label, double Value)> By(string name, string label) =>
        _lines
            .Where(line => line.Name == name)
            .GroupBy(line => ValueOf(line.Labels, label), line => line.Value)
            .Select(group => (group.Key, group.Sum()));

    private static string ValueOf(string labels, string label)
    {
        var start = labels.IndexOf(label + "=\"", StringComparison.Ordinal) + label.Length + 2;
        return labels[start..labels.IndexOf('"', start)];
    }

    [GeneratedRegex(
        @"^(?<name>[a-z][a-z0-9_]*)(\{(?<labels>[^}]*)\})? (?<value>[-+0-9.eE]+)",
        RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();
}
