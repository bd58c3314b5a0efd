using System.Globalization;

namespace Moderation.Moderator.Lists;

/// <summary>A place in a list of versions. Opaque to clients.</summary>
internal static class VersionCursor
{
    public static string Of(int version) => "v" + version.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null when it is not one of ours.</returns>
    public static int? Parse(string? cursor) =>
        string.IsNullOrEmpty(cursor) ? int.MaxValue
        : cursor[0] == 'v' && int.TryParse(cursor.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
        : null;
}
