using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Moderation.Intake.Site;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Readers;

/// <summary>For whom a site vouches.</summary>
/// <param name="Account">The site's name and its own id of the reader: the same reader's comments are of one author.</param>
/// <param name="Phone">As the site has verified it; null when it says none.</param>
/// <param name="AuthorOf">The ids of the articles that the reader wrote.</param>
public sealed record VerifiedReader(string Account, string? Phone, IReadOnlyList<string> AuthorOf);

/// <summary>
/// Tokens with which sites vouch for their readers: JWTs, signed with the key whose public half the site registered
/// (<c>RS256</c>, <c>ES256</c>), issued by the site's name for <c>Intake:PublicUrl</c>, with an end and a subject.
/// </summary>
public sealed class ReaderTokens(ReaderOptions options, KnownSites sites, TrackingOptions tracking)
{
    private const int MostLetters = 4096;
    private const int MostAccountLetters = 140;

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MostLetters };

    /// <param name="token">What was sent; null when nothing was.</param>
    /// <param name="site">Whose server or page sent it; <see cref="SitePolicy.Configured"/> if that is unknown.</param>
    /// <returns>The reader, if there is a token, or why the comment is refused.</returns>
    public async Task<(VerifiedReader? Reader, ProblemHttpResult? Refusal)> ReadAsync(string? token, string site)
    {
        if (string.IsNullOrEmpty(token))
            return (null, options.Verified ? Missing() : null);
        if (
            IssuerOf(token) is not { } issuer
            || (site != SitePolicy.Configured && issuer != site)
            || await sites.ReaderKeyOfAsync(issuer) is not { } key
        )
            return (null, Invalid());
        var read = await _handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = tracking.PublicUrl!.AbsoluteUri.TrimEnd('/'),
                IssuerSigningKey = key,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
                ClockSkew = TimeSpan.FromMinutes(1),
            }
        );
        if (!read.IsValid)
            return (null, read.Exception is SecurityTokenExpiredException ? Expired() : Invalid());
        var valid = (JsonWebToken)read.SecurityToken;
        if (valid.Subject is not { Length: > 0 and <= MostAccountLetters } account || account.Any(c => c is <= ' ' or > '~'))
            return (null, Invalid());
        valid.TryGetPayloadValue<string>("phone_number", out var phone);
        string[] written = [.. valid.Claims.Where(claim => claim.Type == "author_of").Select(claim => claim.Value)];
        return (new VerifiedReader($"{issuer}/{account}", phone, written), null);
    }

    /// <returns>Null when it is no token.</returns>
    private string? IssuerOf(string token)
    {
        try
        {
            return token.Length <= MostLetters ? _handler.ReadJsonWebToken(token).Issuer : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Missing() =>
        Problems.Of(
            403,
            "reader-not-verified",
            "Bạn cần đăng nhập trên trang báo để gửi bình luận.",
            "Sign in on the site to send a comment."
        );

    private static ProblemHttpResult Expired() =>
        Problems.Of(
            403,
            "reader-token-expired",
            "Phiên đăng nhập của bạn đã hết hạn. Vui lòng tải lại trang rồi gửi lại bình luận.",
            "You are no longer signed in. Please load the page again and send the comment once more."
        );

    private static ProblemHttpResult Invalid() =>
        Problems.Of(
            403,
            "reader-token-invalid",
            "Không xác nhận được tài khoản của bạn. Vui lòng đăng nhập lại rồi gửi lại bình luận.",
            "Your account could not be verified. Please sign in again and send the comment once more."
        );
}
