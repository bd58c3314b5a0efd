using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Intake.Mail;
using Moderation.Intake.Proofs;
using Moderation.Intake.Readers;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>What a comment must be to be accepted, and how it reads once it is.</summary>
public static class SubmissionRules
{
    private static readonly TextRule Headline = new("Tiêu đề bài viết", "article's headline", 300);
    private static readonly TextRule Lead = new("Sa-pô bài viết", "article's lead", 1000) { ManyLines = true };
    private static readonly TextRule Section = new("Chuyên mục", "article's section", 100);
    private static readonly TextRule Url = new("Đường dẫn bài viết", "article's address", 2000) { MaxBytes = 2000 };
    private static readonly TextRule Device = new("Mã thiết bị", "reader's device", 200);

    /// <summary>Of a reply to what readers do not see, or do not see under that article.</summary>
    public static FieldError ParentNotPublished { get; } =
        new(
            "parent-not-published",
            "Bình luận mà bạn trả lời hiện không được đăng dưới bài viết này, nên câu trả lời chưa được gửi.",
            "The comment that this one answers is not published under this article, so the reply was not sent."
        );

    /// <summary>Adds all that is wrong to <paramref name="errors"/>; the result counts only if there is nothing.</summary>
    /// <param name="articleId">Valid already.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="errors">May hold the errors of reading it.</param>
    /// <param name="titled">Whether it needs a title unless it is a reply, as what is written here does.</param>
    public static Submission Check(string articleId, SubmissionRequest request, FieldErrors errors, bool titled = true)
    {
        var parent = CheckParent(request.ParentId, errors);
        return new()
        {
            Article = new Article
            {
                Id = articleId,
                Headline = Check(Headline, "article.headline", request.Article?.Headline, errors),
                Lead = Check(Lead, "article.lead", request.Article?.Lead, errors),
                Section = Check(Section, "article.section", request.Article?.Section, errors),
                Url = CheckUrl(request.Article?.Url, errors),
            },
            ParentId = parent,
            Text = new CommentText
            {
                Name = Check(TextRule.CommentName, "name", request.Name, errors) ?? "",
                Title = Check(TitleOf(parent, titled), "title", request.Title, errors) ?? "",
                Content = Check(TextRule.CommentContent, "content", request.Content, errors) ?? "",
            },
            Phone = Phone.Check(request.Phone, errors),
            Email = EmailAddress.Check(request.Email, errors),
            Address = ReaderAddress.Check(request.Reader?.Address, errors),
            Device = Check(Device, "reader.device", request.Reader?.Device, errors),
            FromAuthor = IsAuthor(request.Reader?.Role, errors),
            Captcha = CheckCaptcha(request.Captcha, errors),
            Altcha = CheckProof(request.Altcha, errors),
            Consent = CheckConsent(request.Consent, errors),
            IdempotencyKey = CheckIdempotencyKey(request.IdempotencyKey, errors),
        };
    }

    /// <summary>Of a correction, by the same rules; the name stays.</summary>
    public static CommentText CheckCorrection(
        string name,
        Guid? parent,
        string? title,
        string? content,
        FieldErrors errors,
        bool titled = true
    ) =>
        new()
        {
            Name = name,
            Title = Check(TitleOf(parent, titled), "title", title, errors) ?? "",
            Content = Check(TextRule.CommentContent, "content", content, errors) ?? "",
        };

    /// <summary>A reply says what it answers, and needs no title.</summary>
    private static TextRule TitleOf(Guid? parent, bool titled) =>
        TextRule.CommentTitle with
        {
            Required = titled && parent is null,
        };

    /// <returns>The trimmed text, or null when there is none, or it could not be read.</returns>
    private static string? Check(TextRule rule, string field, string? text, FieldErrors errors)
    {
        if (errors.Has(field))
            return null;
        var (trimmed, wrong) = rule.Check(text);
        errors.Add(field, wrong);
        return trimmed;
    }

    private static string? CheckUrl(string? text, FieldErrors errors)
    {
        const string field = "article.url";
        var url = Check(Url, field, text, errors);
        if (url is null || errors.Has(field))
            return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            return url;
        errors.Add(
            field,
            "invalid-url",
            "Đường dẫn bài viết phải bắt đầu bằng http:// hoặc https://.",
            "The article's address must be an http or https URL."
        );
        return null;
    }

    private static Guid? CheckParent(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Guid.TryParseExact(text.Trim(), "D", out var id))
            return id;
        errors.Add(
            "parentId",
            "invalid-id",
            "Mã bình luận được trả lời không đúng.",
            "The id of the comment that this one answers must be a UUID."
        );
        return null;
    }

    private static bool IsAuthor(string? role, FieldErrors errors)
    {
        if (role is not (null or ReaderRoles.Author))
            errors.Add("reader.role", "invalid-role", "Vai trò chỉ có thể là author.", "The only role is author.");
        return role == ReaderRoles.Author;
    }

    /// <returns>Null when none is asked for, and none was sent.</returns>
    private static CaptchaAnswer? CheckCaptcha(SubmissionRequest.CaptchaMembers? captcha, FieldErrors errors)
    {
        if (captcha is null)
            return null;
        if (string.IsNullOrWhiteSpace(captcha.Answer))
            errors.Add(CaptchaErrors.Field, CaptchaErrors.Required);
        else if (Guid.TryParseExact(captcha.Id?.Trim(), "D", out var id))
            return new(id, captcha.Answer);
        else
            errors.Add(
                "captcha.id",
                "invalid-id",
                "Mã của hình xác nhận không đúng.",
                "The id of the code must be the UUID under which it was asked for."
            );
        return null;
    }

    private static string? CheckProof(string? altcha, FieldErrors errors)
    {
        if (altcha is not null && string.IsNullOrWhiteSpace(altcha))
            errors.Add(ProofErrors.Field, ProofErrors.Required);
        return altcha;
    }

    private static string? CheckConsent(string? version, FieldErrors errors)
    {
        if (version is null || version.Length is >= 1 and <= 50 && version.All(c => c is > ' ' and <= '~'))
            return version;
        if (string.IsNullOrWhiteSpace(version))
            errors.Add(
                "consent",
                "consent-required",
                "Bạn hãy đánh dấu vào ô đồng ý nếu muốn gửi bình luận.",
                "Please tick the box of consent if you want to send the comment."
            );
        else
            errors.Add(
                "consent",
                "invalid-consent",
                "Phiên bản của lời đồng ý phải gồm 1 đến 50 ký tự ASCII nhìn thấy được.",
                "The version of the text of consent must be 1 to 50 visible ASCII characters."
            );
        return null;
    }

    private static string? CheckIdempotencyKey(string? key, FieldErrors errors)
    {
        if (key is null)
            return null;
        if (key.Length is >= 1 and <= 100 && key.All(c => c is > ' ' and <= '~'))
            return key;
        errors.Add(
            "idempotencyKey",
            "invalid-idempotency-key",
            "Idempotency-Key phải gồm 1 đến 100 ký tự ASCII nhìn thấy được.",
            "The Idempotency-Key must be 1 to 100 visible ASCII characters."
        );
        return null;
    }
}
