namespace Moderation.Moderator.People;

/// <summary>What a browser says of itself, in the words that people use.</summary>
internal static class Device
{
    /// <summary>Browsers name others, too: the first that fits is meant.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("coc_coc_browser", "Cốc Cốc"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <returns>Such as <c>Firefox · Windows</c>; empty when nothing is known.</returns>
    public static string Of(string? userAgent) =>
        string.Join(" · ", new[] { Browsers, Systems }.Select(names => First(names, userAgent)).OfType<string>());

    private static string? First((string Mark, string Name)[] names, string? userAgent) =>
        Array.Find(names, name => userAgent?.Contains(name.Mark, StringComparison.Ordinal) == true).Name;
}
