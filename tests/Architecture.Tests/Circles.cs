namespace Moderation.Architecture.Tests;

internal static class Circles
{
    /// <summary>
    /// The circles of what uses what, each as <c>a → b → a</c>; none when everything stands on what lies below it.
    /// </summary>
    public static IReadOnlyList<string> In(IReadOnlyDictionary<string, IReadOnlyList<string>> uses)
    {
        var circles = new List<string>();
        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in uses.Keys)
            Follow(start, [], uses, settled, circles);
        return circles;
    }

    private static void Follow(
        string name,
        List<string> way,
        IReadOnlyDictionary<string, IReadOnlyList<string>> uses,
        HashSet<string> settled,
        List<string> circles
    )
    {
        if (way.IndexOf(name) is >= 0 and var start)
            circles.Add(string.Join(" → ", way.Skip(start).Append(name)));
        if (way.Contains(name, StringComparer.Ordinal) || settled.Contains(name))
            return;
        way.Add(name);
        foreach (var used in uses.GetValueOrDefault(name, []))
            Follow(used, way, uses, settled, circles);
        way.RemoveAt(way.Count - 1);
        settled.Add(name);
    }
}
