using System.Text.RegularExpressions;

namespace Moderation.Moderator.Faults;

/// <summary>Where in the code something failed.</summary>
internal static partial class FaultPlace
{
    /// <returns>
    /// The innermost method of ours, such as <c>Moderation.Publisher.Decisions.DecisionStore.RecordAsync</c>, or of anybody when
    /// none is ours; empty when the stack does not say.
    /// </returns>
    public static string Of(string stack)
    {
        var methods = Frame().Matches(stack).Select(frame => frame.Groups["method"].Value).ToList();
        return methods.FirstOrDefault(method => method.StartsWith("Moderation.", StringComparison.Ordinal))
            ?? methods.FirstOrDefault()
            ?? "";
    }

    /// <summary>What of an exception's type is one: the header says whatever the sender wrote there.</summary>
    public static string TypeOf(string? exceptionType) => exceptionType is { } name && Type().IsMatch(name) ? name : "";

    [GeneratedRegex(
        @"^\s*at (?<method>[A-Za-z_][\w.`+<>|\[\],]{0,199})\(",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Frame();

    [GeneratedRegex(@"^[A-Za-z_][\w.`+<>\[\], ]{0,199}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Type();
}
