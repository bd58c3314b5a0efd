using System.Net;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Limits;

/// <summary>Which token buckets a comment takes from. Their keys tell nobody whose they are.</summary>
public sealed class RateLimits(LimitOptions options, AuthorKeyDerivation keys)
{
    /// <param name="author">Who wrote it; what is not known of an author has no limit.</param>
    /// <param name="address">The reader's network address.</param>
    /// <param name="articleId">The article that it stands under.</param>
    /// <param name="site">The news site's name; null where it is not known.</param>
    public IReadOnlyList<TokenBucket> Of(AuthorKeys author, string? address, string articleId, string? site)
    {
        ArgumentNullException.ThrowIfNull(author);
        return LimitedOf(
            (LimitKind.Address, address is null ? null : ReaderAddress.Prefix(address)),
            (LimitKind.Phone, author.Phone),
            (LimitKind.Device, author.Device),
            (LimitKind.Article, articleId),
            (LimitKind.Site, site)
        );
    }

    /// <summary>From which a report takes, by the reader's network address; null where there is no limit.</summary>
    public TokenBucket? OfReport(IPAddress? address) =>
        address is null || options.Report.Count == 0
            ? null
            : new TokenBucket(LimitKind.Report, KeyOf(LimitKind.Report, NetworkPrefix.Of(address)), options.Report);

    /// <summary>From which a letter takes that asks the reader of an e-mail address.</summary>
    public IReadOnlyList<TokenBucket> OfLetter(string address) =>
        options.Letter.Count == 0
            ? []
            : [new TokenBucket(LimitKind.Letter, KeyOf(LimitKind.Letter, address), options.Letter)];

    /// <summary>From which a code takes that is sent to a phone.</summary>
    /// <param name="phone">In E.164.</param>
    /// <param name="address">The network address of the reader who asks for it.</param>
    public IReadOnlyList<TokenBucket> OfPhoneCode(string phone, IPAddress? address) =>
        LimitedOf(
            (LimitKind.PhoneCode, phone),
            (LimitKind.PhoneCodeAddress, address is null ? null : NetworkPrefix.Of(address))
        );

    /// <summary>
    /// Whose buckets an article in slow mode looks at: the reader's, by phone and device. Only of whom neither is known the
    /// address counts, which others may share.
    /// </summary>
    /// <param name="author">Who wrote it.</param>
    /// <param name="address">The reader's network address.</param>
    /// <param name="articleId">The article that it stands under.</param>
    public IReadOnlyList<Guid> ReaderUnder(AuthorKeys author, string? address, string articleId)
    {
        ArgumentNullException.ThrowIfNull(author);
        var network = address is null ? null : ReaderAddress.Prefix(address);
        string?[] known = author.Phone is null && author.Device is null ? [network] : [author.Phone, author.Device];
        return [.. known.OfType<string>().Select(text => KeyOf(LimitKind.SlowMode, $"{articleId}/{text}"))];
    }

    /// <summary>One comment of a reader in so many minutes.</summary>
    public static IEnumerable<TokenBucket> SlowMode(IReadOnlyList<Guid> reader, int minutes)
    {
        var limit = new Limit { Count = 1, Within = TimeSpan.FromMinutes(minutes) };
        return reader.Select(key => new TokenBucket(LimitKind.SlowMode, key, limit));
    }

    /// <summary>What is not known, and what has no limit, has no bucket.</summary>
    private TokenBucket[] LimitedOf(params IEnumerable<(LimitKind Kind, string? Text)> whose) =>
        [
            .. whose
                .Where(w => w.Text is not null && options.Of(w.Kind).Count > 0)
                .Select(w => new TokenBucket(w.Kind, KeyOf(w.Kind, w.Text!), options.Of(w.Kind))),
        ];

    private Guid KeyOf(LimitKind kind, string text) =>
        new(Convert.FromHexString(keys.Of($"limit-{kind}", text)).AsSpan(0, 16), bigEndian: true);
}
