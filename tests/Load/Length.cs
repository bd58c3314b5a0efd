using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Moderation.Load;

/// <summary>Times as people write them on a command line: <c>90s</c>, <c>5m</c> or <c>1h</c>.</summary>
internal static partial class Length
{
    public static TimeSpan Parse(ArgumentResult argument)
    {
        var written = argument.Tokens.Single().Value;
        if (Shape().Match(written) is not { Success: true } match)
        {
            argument.AddError($"{written} is no length of time; write 90s, 5m or 1h.");
            return default;
        }
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    [GeneratedRegex("^(?<number>[1-9][0-9]{0,4})(?<unit>[smh])$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
