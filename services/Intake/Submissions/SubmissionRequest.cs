using System.ComponentModel.DataAnnotations;
using Moderation.Intake.PhoneCodes;
using Moderation.Intake.Readers;

namespace Moderation.Intake.Submissions;

/// <summary>A comment as it was sent, before <see cref="SubmissionRules"/> looked at it.</summary>
public sealed record SubmissionRequest
{
    [Required]
    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>Where its author wants to be told of it.</summary>
    public string? Email { get; init; }

    /// <summary>Required unless it is a reply.</summary>
    public string? Title { get; init; }

    [Required]
    public string? Content { get; init; }

    public string? ParentId { get; init; }

    /// <summary>Only from the site's server.</summary>
    public ArticleMembers? Article { get; init; }

    /// <summary>Only from the site's server.</summary>
    public ReaderMembers? Reader { get; init; }

    /// <summary>What the reader typed for a picture; needed unless the site's server sends the comment.</summary>
    public CaptchaMembers? Captcha { get; init; }

    /// <summary>The browser's proof of work, under the name that ALTCHA's widget gives it.</summary>
    public string? Altcha { get; init; }

    /// <summary>The version of the text to which the reader agreed; empty when it was asked and not given.</summary>
    public string? Consent { get; init; }

    /// <summary>Like the header <c>Idempotency-Key</c>, for forms, which cannot send it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>With which a site vouches for the reader.</summary>
    public string? ReaderToken { get; init; }

    /// <summary>For which the reader's phone number was confirmed.</summary>
    public string? PhonePass { get; init; }

    /// <summary>Of a message with a code, for forms, which cannot exchange the code for a pass before.</summary>
    public string? CodeId { get; init; }

    /// <summary>The code in it.</summary>
    public string? PhoneCode { get; init; }

    public sealed record ArticleMembers(string? Headline, string? Lead, string? Section, string? Url);

    public sealed record ReaderMembers(string? Address, string? Device, string? Role = null);

    public sealed record CaptchaMembers(string? Id, string? Answer);

    /// <summary>With what the site says of the reader in place of what the reader says.</summary>
    /// <param name="reader">For whom it vouches.</param>
    /// <param name="articleId">Under which the comment is to stand.</param>
    public SubmissionRequest Of(VerifiedReader reader, string articleId)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return this with
        {
            Phone = reader.Phone ?? Phone,
            Reader = new(
                Reader?.Address,
                reader.Account,
                reader.AuthorOf.Contains(articleId, StringComparer.Ordinal) ? ReaderRoles.Author : Reader?.Role
            ),
        };
    }

    /// <summary>Takes what is known; the rest becomes errors.</summary>
    public static SubmissionRequest From(RequestFields fields)
    {
        var article = new ArticleMembers(
            fields.Take("article.headline"),
            fields.Take("article.lead"),
            fields.Take("article.section"),
            fields.Take("article.url")
        );
        var reader = new ReaderMembers(
            fields.Take("reader.address"),
            fields.Take("reader.device"),
            fields.Take("reader.role")
        );
        var captcha = new CaptchaMembers(fields.Take("captcha.id"), fields.Take("captcha.answer"));
        fields.TakeObject("article");
        fields.TakeObject("reader");
        fields.TakeObject("captcha");
        var request = new SubmissionRequest
        {
            Name = fields.Take("name"),
            Phone = fields.Take("phone"),
            Email = fields.Take("email"),
            Title = fields.Take("title"),
            Content = fields.Take("content"),
            ParentId = fields.Take("parentId"),
            Article = article == new ArticleMembers(null, null, null, null) ? null : article,
            Reader = reader == new ReaderMembers(null, null) ? null : reader,
            Captcha = captcha == new CaptchaMembers(null, null) ? null : captcha,
            Altcha = fields.Take("altcha"),
            Consent = fields.Take("consent"),
            IdempotencyKey = fields.Take("idempotencyKey"),
            ReaderToken = fields.Take("readerToken"),
            PhonePass = fields.Take(PhoneCodeErrors.PassField),
            CodeId = fields.Take(PhoneCodeErrors.IdField),
            PhoneCode = fields.Take(PhoneCodeErrors.Field),
        };
        fields.RefuseTheRest();
        return request;
    }
}
