namespace Moderation.Text.Contacts;

/// <summary>Names of hosts: labels of letters, digits and hyphens, the last one known.</summary>
internal static class Domains
{
    /// <summary>
    /// Ends of the names that advertising is seen with; a sentence without a space after its dot must not look like a name.
    /// </summary>
    private static readonly HashSet<string> Known =
    [
        .. (
            "com net org info biz vn edu gov io me cc tv co us uk cn ru to ly gl gg app dev xyz top club online site shop store "
            + "vip win bet fun live "
            + "link pro asia icu click work world space website tech cloud mobi page"
        ).Split(' '),
    ];

    /// <summary>Those that are no words: they may stand apart from their name.</summary>
    private static readonly HashSet<string> Usual = ["com", "net", "org", "info", "biz", "vn", "xyz"];

    /// <summary>Whose addresses are known without their end.</summary>
    private static readonly HashSet<string> MailHosts = ["gmail", "yahoo", "ymail", "hotmail", "outlook", "icloud"];

    public static bool IsKnown(ReadOnlySpan<char> label) => Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label);

    public static bool IsUsual(ReadOnlySpan<char> label) => Usual.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label);

    public static bool IsMailHost(ReadOnlySpan<char> label) => MailHosts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label);

    public static bool IsName(ReadOnlySpan<char> host)
    {
        var dot = host.LastIndexOf('.');
        if (dot < 1 || host.Length > 253 || !IsKnown(host[(dot + 1)..]))
            return false;
        foreach (var label in host[..dot].Split('.'))
        {
            if (host[label].IsEmpty)
                return false;
        }

        foreach (var unit in host)
        {
            if (!IsLabelPart(unit) && unit != '.')
                return false;
        }

        return true;
    }

    public static bool IsLabelPart(ReadOnlySpan<char> units, int index) =>
        index >= 0 && index < units.Length && IsLabelPart(units[index]);

    public static bool IsLabelPart(char unit) => char.IsAsciiLetterOrDigit(unit) || unit == '-';
}
