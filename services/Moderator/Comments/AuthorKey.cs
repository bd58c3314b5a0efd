namespace Moderation.Moderator.Comments;

/// <summary>
/// One way to know an author again: <c>phone:</c> or <c>device:</c> before the id of a comment that came from it, for the keys
/// that Intake derived stay inside the services; or <c>name:</c> before the name. Names are compared as texts are matched, as
/// bans do it too, so that look-alike letters and cases make no other author; people of one name are one author then.
/// </summary>
internal sealed record AuthorKey(string Kind, string Value)
{
    /// <summary>In UTF-16 units. Intake accepts names of 60 characters in 960 bytes, such as 38 families of emoji.</summary>
    private const int MaxLength = 1_000;

    private static readonly string[] Kinds = ["phone", "device", "name"];

    /// <summary>What <see cref="Condition"/> takes as <c>@Author</c>.</summary>
    public string Compared => Kind == "name" ? Comment.NameKeyOf(Value) : Value;

    public override string ToString() => $"{Kind}:{Value}";

    /// <returns>Null when the text is not such a key.</returns>
    public static AuthorKey? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && colon < text.Length - 1
            && text.Length <= MaxLength
            && !text.Contains('\0', StringComparison.Ordinal)
            && Kinds.Contains(text[..colon])
            && (text[..colon] == "name" || Guid.TryParseExact(text[(colon + 1)..], "D", out _))
            ? new AuthorKey(text[..colon], text[(colon + 1)..])
            : null;
    }

    /// <returns>The surest first.</returns>
    public static IReadOnlyList<AuthorKey> Of(Comment comment) =>
        [
            .. comment.PhoneKey is null ? Array.Empty<AuthorKey>() : [new AuthorKey("phone", comment.Id.ToString())],
            .. comment.DeviceKey is null ? Array.Empty<AuthorKey>() : [new AuthorKey("device", comment.Id.ToString())],
            new AuthorKey("name", comment.Text.Name),
        ];

    /// <summary>Compares the columns of the comments <c>c</c> with the parameter <c>@Author</c>.</summary>
    public string Condition =>
        Kind switch
        {
            "phone" => "c.phone_key = " + OfComment("phone_key"),
            "device" => "c.device_key = " + OfComment("device_key"),
            _ => "c.name_key = @Author",
        };

    private static string OfComment(string column) =>
        $"(SELECT o.{column} FROM comments o WHERE o.id = @Author::uuid ORDER BY o.revision DESC LIMIT 1)";
}
