using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <param name="Name">1 to 50 of a-z, 0-9 and -.</param>
/// <param name="Origins">From where its readers' browsers may send.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewSite(string? Name, IReadOnlyList<string?>? Origins);

/// <summary>What is to be another of a site from now on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SiteOrigins(IReadOnlyList<string?>? Origins);

/// <param name="ReaderKey">A public key in PEM; null when it vouches for nobody any more.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SiteReaderKey(string? ReaderKey);

/// <param name="Signs">Whether what its server did not sign is refused.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SiteSigning(bool? Signs);

/// <summary>A key in force.</summary>
/// <param name="Id">What it is called by.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">To the minute; null when it never was.</param>
public sealed record ListedKey(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>A registered site, as the console lists it.</summary>
public sealed record ListedSite(
    string Name,
    IReadOnlyList<string> Origins,
    string? ReaderKey,
    bool Signs,
    IReadOnlyList<ListedKey> Keys
);

/// <summary>A key that was just made; nobody can read it again.</summary>
/// <param name="Id">What it is called by.</param>
/// <param name="Key">The site's <c>X-Api-Key</c>.</param>
/// <param name="SigningSecret">What its server signs with instead of showing the key.</param>
public sealed record MadeKey(Guid Id, string Key, string SigningSecret);

/// <summary>Sites and their keys, for whoever shows <see cref="OperationKey"/>: the console.</summary>
public static class SitesApi
{
    private const int LongestReaderKey = 8_192;

    public static void MapSites(this IEndpointRouteBuilder app)
    {
        var api = app.MapOperation("/sites");
        api.MapGet("", ListAsync).WithSummary("Registered sites with their keys in force");
        api.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(409);
        api.MapPut("/{site}/origins", SetOriginsAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPut("/{site}/reader-key", SetReaderKeyAsync).ProducesProblem(400).ProducesProblem(404);
        api.MapPut("/{site}/signing", SetSignsAsync).ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/{site}/keys", AddKeyAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/{site}/keys/{id:guid}", RevokeKeyAsync).ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<ListedSite>>> ListAsync(SiteStore store)
    {
        var (sites, keys) = await store.ReadAsync();
        var bySite = keys.ToLookup(key => key.Site, StringComparer.Ordinal);
        return TypedResults.Ok<IReadOnlyList<ListedSite>>([
            .. sites.Select(site => new ListedSite(
                site.Name,
                site.Origins,
                site.ReaderKey,
                site.Signs,
                [.. bySite[site.Name].Select(key => new ListedKey(key.Id, key.CreatedAt, key.LastUsedAt))]
            )),
        ]);
    }

    private static async Task<IResult> AddAsync(NewSite request, SiteStore store)
    {
        var errors = ErrorsOf(request.Origins ?? []);
        if (SiteRules.OfName(request.Name) is { } fault)
            errors["name"] = [fault];
        return errors.Count > 0
            ? Invalid(errors)
            : AnswerTo(await store.AddAsync(request.Name!, [.. (request.Origins ?? []).OfType<string>()]));
    }

    private static async Task<IResult> SetOriginsAsync(string site, SiteOrigins request, SiteStore store)
    {
        var errors = request.Origins is null ? Missing("origins") : ErrorsOf(request.Origins);
        return errors.Count > 0 ? Invalid(errors)
            : SiteRules.OfName(site) is not null ? NoSuchSite()
            : AnswerTo(await store.SetOriginsAsync(site, [.. request.Origins!.OfType<string>()]));
    }

    private static async Task<IResult> SetReaderKeyAsync(string site, SiteReaderKey request, SiteStore store)
    {
        if (request.ReaderKey is { } pem && (pem.Length > LongestReaderKey || ReaderKey.Parse(pem) is null))
            return Invalid(
                Of(
                    "readerKey",
                    new FieldError(
                        "invalid-reader-key",
                        "Đây không phải khóa công khai dạng PEM, kiểu RSA từ 2.048 bit hoặc đường cong P-256.",
                        "This is no public key in PEM, of RSA with 2,048 bits or more or of the curve P-256."
                    )
                )
            );
        return Found(SiteRules.OfName(site) is null && await store.SetReaderKeyAsync(site, request.ReaderKey));
    }

    private static async Task<IResult> SetSignsAsync(string site, SiteSigning request, SiteStore store) =>
        request.Signs is { } signs
            ? Found(SiteRules.OfName(site) is null && await store.SetSignsAsync(site, signs))
            : Invalid(Missing("signs"));

    private static async Task<IResult> AddKeyAsync(string site, SiteStore store, AuthorKeyDerivation keys) =>
        SiteRules.OfName(site) is not null
            ? NoSuchSite()
            : await store.AddKeyAsync(site) switch
            {
                NewKey.Made made => TypedResults.Ok(
                    new MadeKey(made.Id, made.Text, SigningSecret.TextOf(keys, made.Id))
                ),
                NewKey.TwoAlready => Problems.Of(
                    409,
                    "two-keys-already",
                    "Trang này đã có hai khóa. Hãy hủy một khóa trước.",
                    "This site has two keys. Revoke one of them first."
                ),
                _ => NoSuchSite(),
            };

    private static async Task<IResult> RevokeKeyAsync(string site, Guid id, SiteStore store) =>
        SiteRules.OfName(site) is null && await store.RevokeKeyAsync(id, site)
            ? TypedResults.NoContent()
            : Problems.Of(
                404,
                "no-such-key",
                "Trang này không có khóa nào như vậy đang dùng.",
                "This site has no such key in force."
            );

    private static IResult AnswerTo(SiteChange change) =>
        change switch
        {
            SiteChange.Done => TypedResults.NoContent(),
            SiteChange.NameTaken => Problems.Of(
                409,
                "site-exists",
                "Đã có trang mang tên này.",
                "There is a site of this name already."
            ),
            SiteChange.OriginTaken taken => Problems.Of(
                409,
                "origin-taken",
                $"{taken.Origin} đã thuộc trang {taken.Site}.",
                $"{taken.Origin} belongs to the site {taken.Site}."
            ),
            _ => NoSuchSite(),
        };

    private static IResult Found(bool isFound) => isFound ? TypedResults.NoContent() : NoSuchSite();

    private static ProblemHttpResult NoSuchSite() =>
        Problems.Of(404, "no-such-site", "Không có trang này.", "There is no such site.");

    private static Dictionary<string, IReadOnlyList<FieldError>> ErrorsOf(IReadOnlyList<string?> origins) =>
        SiteRules.OfOrigins(origins).ToList() is { Count: > 0 } faults ? Of("origins", [.. faults]) : Of();

    private static Dictionary<string, IReadOnlyList<FieldError>> Missing(string field) =>
        Of(field, new FieldError("required", "Cần có mục này.", "This is required."));

    private static Dictionary<string, IReadOnlyList<FieldError>> Of(string field, params FieldError[] faults) =>
        new(StringComparer.Ordinal) { [field] = faults };

    private static Dictionary<string, IReadOnlyList<FieldError>> Of() => new(StringComparer.Ordinal);

    private static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-fields", "Thông tin của trang chưa hợp lệ.", "What was said of the site is not valid.", errors);
}
