using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Moderation.ArticleSite.Comments;

/// <summary>What the reader typed, with nothing checked: Intake checks it.</summary>
public sealed partial class CommentForm
{
    public string? Name { get; set; }

    public string? Phone { get; set; }

    /// <summary>Where the reader wants to be told what becomes of the comment.</summary>
    public string? Email { get; set; }

    public string? Title { get; set; }

    public string? Content { get; set; }

    /// <summary>The reader asks that the name is kept in this browser.</summary>
    public bool Remember { get; set; }

    /// <summary>The reader agrees to <see cref="Comments.Consent.Text"/>.</summary>
    public bool Consent { get; set; }

    /// <summary>The comment that it answers.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Under which Intake knows the picture's code.</summary>
    public Guid? Captcha { get; set; }

    /// <summary>What the reader typed for the picture.</summary>
    public string? Code { get; set; }

    /// <summary>The browser's proof of work; it serves once, and is made anew for each try.</summary>
    public string? Altcha { get; set; }

    /// <summary>The reader wants another picture, and sends nothing.</summary>
    public bool Again { get; set; }

    /// <summary>Made with the form and sent with every try, so that a double click, a reload or a retry is one comment.</summary>
    public string? Key { get; set; }

    /// <summary>128 random bits.</summary>
    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The key, or a new one where the form was tampered with.</summary>
    public string SafeKey() => Key is { } key && KeyShape().IsMatch(key) ? key : NewKey();

    /// <summary>Another picture, for which nothing is typed yet.</summary>
    public void RenewCode()
    {
        // Random: whoever guessed the next one could use it up.
        Captcha = new Guid(RandomNumberGenerator.GetBytes(16));
        Code = null;
    }

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.NonBacktracking)]
    private static partial Regex KeyShape();
}
