namespace Moderation.Moderator.Comments;

/// <summary>
/// One way to know an author again: <c>phone:</c> or <c>device:</c> before the key of it that Intake derived, or <c>name:</c>
/// before the name, whatever the case of its letters.
/// </summary>
internal sealed record AuthorKey(string Kind, string Value)
{
    private static readonly string[] Kinds = ["phone", "device", "name"];

    public override string ToString() => $"{Kind}:{Value}";

    /// <returns>Null when the text is not such a key.</returns>
    public static AuthorKey? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && colon < text.Length - 1
            && text.Length <= 300
            && !text.Contains('\0', StringComparison.Ordinal)
            && Kinds.Contains(text[..colon])
            ? new AuthorKey(text[..colon], text[(colon + 1)..])
            : null;
    }

    /// <returns>The surest first.</returns>
    public static IReadOnlyList<AuthorKey> Of(Comment comment) =>
        [
            .. comment.PhoneKey is { } phone ? new[] { new AuthorKey("phone", phone) } : [],
            .. comment.DeviceKey is { } device ? new[] { new AuthorKey("device", device) } : [],
            new AuthorKey("name", comment.Text.Name),
        ];

    /// <summary>Compares the columns of the comments <c>c</c> with the parameter <c>@Author</c>.</summary>
    public string Condition =>
        Kind switch
        {
            "phone" => "c.phone_key = @Author",
            "device" => "c.device_key = @Author",
            _ => "lower(c.name) = lower(@Author)",
        };
}
