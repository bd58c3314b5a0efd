using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Articles;
using Moderation.Intake.Mail;
using Moderation.Intake.Pages;
using Moderation.Intake.PhoneCodes;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Embeds;

/// <summary>What the embed needs to know before it shows anything.</summary>
/// <param name="Publisher">Where approved comments are read.</param>
/// <param name="Status"><c>open</c>, <c>readOnly</c> or <c>closed</c>.</param>
/// <param name="Vi">What readers are told of the article; null when there is nothing to say.</param>
/// <param name="En">The same in English.</param>
/// <param name="Challenge"><c>code</c> and <c>proof</c>, as far as the browser has to bring them.</param>
/// <param name="Most">The characters that each field may have.</param>
/// <param name="Likes">Whether comments are liked.</param>
/// <param name="Mail">Whether readers may give an e-mail address to be told.</param>
/// <param name="PhoneCode">Whether a phone number has to be confirmed by a code that is sent to it.</param>
/// <param name="Reasons">Why comments are reported.</param>
public sealed record EmbedSettings(
    Uri Publisher,
    string Status,
    string? Vi,
    string? En,
    IReadOnlyList<string> Challenge,
    IReadOnlyDictionary<string, int> Most,
    bool Likes,
    bool Mail,
    bool PhoneCode,
    IReadOnlyList<EmbedReason> Reasons
);

/// <param name="Name">As a report names it.</param>
/// <param name="Vi">What readers choose.</param>
/// <param name="En">The same in English.</param>
public sealed record EmbedReason(string Name, string Vi, string En);

/// <summary>Where the embed of any page asks first.</summary>
public static class EmbedApi
{
    private static readonly IReadOnlyDictionary<string, int> Most = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["name"] = TextRule.CommentName.MaxGraphemes,
        ["title"] = TextRule.CommentTitle.MaxGraphemes,
        ["content"] = TextRule.CommentContent.MaxGraphemes,
    };

    private static readonly IReadOnlyList<EmbedReason> Reasons =
    [
        .. RejectReasons.All.Select(row => new EmbedReason(row.Name, row.Words.Vi, row.Words.En)),
    ];

    public static void MapEmbeds(this IEndpointRouteBuilder app) =>
        app.MapReading("/embed-settings/{articleId}", FindAsync).ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<EmbedSettings>, ProblemHttpResult>> FindAsync(
        string articleId,
        HttpContext http,
        EmbedOptions embed,
        MailOptions mail,
        PhoneCodeOptions phones,
        SitePolicy site,
        ArticleStore articles,
        ArticleOptions options
    )
    {
        http.Response.KeepPrivate();
        // Any page may show comments; from which of them readers may send, is looked at when they do.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        if (embed.PublisherUrl is null)
            return Problems.Of(404, "embed-off", "Chưa bật bình luận nhúng ở đây.", "There is no embed here.");
        var (article, now) = await articles.FindAsync(articleId);
        var status = article.StatusAt(now, options);
        var notice = ArticleWords.Notice(status, article.SlowMinutes);
        var (caller, _) = await site.RecogniseAsync(http, key: null);
        return TypedResults.Ok(
            new EmbedSettings(
                embed.PublisherUrl,
                status,
                notice?.Vi,
                notice?.En,
                Asked(site.ChallengeOf(caller)),
                Most,
                embed.Likes,
                mail.IsOn,
                phones.IsOn,
                Reasons
            )
        );
    }

    private static List<string> Asked(Challenge challenge)
    {
        List<string> asked = [];
        if (challenge.AsksForCode())
            asked.Add("code");
        if (challenge.AsksForProof())
            asked.Add("proof");
        return asked;
    }
}
