using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests;

public sealed class ReaderTokenTests(IntakeUnderTest intake) : IAsyncLifetime
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _site = NewName();
    private string _apiKey = "";

    public async ValueTask InitializeAsync()
    {
        _apiKey = await RegisterAsync(_site, _key);
        Assert.Equal(202, (await SendAsync(Token())).Status);
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_reader_is_who_the_site_says_whatever_phone_was_typed()
    {
        var first = await SendAsync(Token(phone: "+84976543219"), phone: "0912 345 678");
        var again = await SendAsync(Token(phone: "+84976543219"));
        var other = await SendAsync(Token(reader: "doc-gia-2"));

        var (one, two, three) = (await AuthorAsync(first), await AuthorAsync(again), await AuthorAsync(other));
        Assert.Equal("097****219", one.MaskedPhone);
        Assert.Equal(one, two);
        Assert.NotEqual(one.Device, three.Device);
    }

    [Fact]
    public async Task The_article_s_author_is_who_the_site_says_and_beneath_that_article_alone_and_stays_so_when_corrected()
    {
        var (own, second, other) = (NewArticle(), NewArticle(), NewArticle());
        var token = Token(authorOf: new[] { own, second });
        foreach (var (article, expected) in new[] { (own, true), (second, true), (other, false) })
            Assert.Equal(expected, await IsAuthorAsync(await SendAsync(token, article: article)));
        Assert.True(await IsAuthorAsync(await SendAsync(Token(authorOf: own), article: own)));
        Assert.False(await IsAuthorAsync(await SendAsync(Token(), article: own)));

        // The site's own server needs no token.
        var (id, track) = await intake.SubmitAsync(Comments.With("reader.role", "author"), own);
        Assert.True((await intake.MessageAsync(id)).GetProperty("fromAuthor").GetBoolean());
        var corrected = await intake.ActWithJsonAsync(
            track + "/correct",
            new
            {
                revision = 1,
                title = "Tiêu đề sửa",
                content = "Nội dung đã sửa lại cho đúng.",
            }
        );
        Assert.Equal(200, corrected.Status);
        await Eventually.IsTrueAsync("the correction is told as the author's", async () =>
            await intake.MessageAsync(id) is var message
            && message.GetProperty("revision").GetInt32() == 2
            && message.GetProperty("fromAuthor").GetBoolean()
        );
        var wrong = await intake.PostAsync(Comments.With("reader.role", "newsroom"), own);
        Assert.Equal(["reader.role: invalid-role"], wrong.FieldErrors);
    }

    [Fact]
    public async Task Where_readers_must_be_verified_who_has_no_token_is_told_to_sign_in()
    {
        var refused = await IntakeUnderTest.SendAsync(intake.Verifying, Comments.Valid(), apiKey: _apiKey);
        Assert.Equal((403, "reader-not-verified"), (refused.Status, refused.Problem));
        var form = await IntakeUnderTest.SendAsync(intake.Verifying, Comments.With("readerToken", ""));
        Assert.Equal((403, "reader-not-verified"), (form.Status, form.Problem));
        Assert.Equal(202, (await IntakeUnderTest.SendAsync(intake.Verifying, Comments.With("readerToken", Token()))).Status);
    }

    [Fact]
    public async Task A_token_that_is_over_says_so_and_one_that_has_no_end_is_none()
    {
        var expired = await SendAsync(Token(toMinute: -5));
        Assert.Equal((403, "reader-token-expired"), (expired.Status, expired.Problem));
        Assert.Equal("reader-token-invalid", (await SendAsync(Token(toMinute: null))).Problem);
        Assert.Equal("reader-token-invalid", (await SendAsync(Token(fromMinute: 10))).Problem);
    }

    [Fact]
    public async Task A_token_that_another_site_or_nobody_gave_or_that_is_for_somebody_else_is_refused()
    {
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var otherSite = NewName();
        await RegisterAsync(otherSite, another);
        string[] wrong =
        [
            Token(key: another),
            Token(issuer: otherSite, key: another),
            Token(issuer: "khong-co"),
            Token(audience: "https://elsewhere.example"),
            Token(reader: ""),
            Token(reader: "hai chữ"),
            Unsigned(Token()),
            SignedWithPublicKey(),
            Token()[..^3] + "AAA",
            "không phải",
            "a.b.c",
            new('a', 5000),
        ];
        foreach (var token in wrong)
        {
            var refused = await SendAsync(token);
            Assert.Equal((403, "reader-token-invalid"), (refused.Status, refused.Problem));
        }
    }

    [Fact]
    public async Task Only_a_public_key_that_is_strong_enough_is_registered()
    {
        using var weak = RSA.Create(1024);
        using var strong = RSA.Create(2048);
        string[] refused = ["", "khóa", weak.ExportSubjectPublicKeyInfoPem(), strong.ExportPkcs8PrivateKeyPem()];
        Assert.All(refused, pem => Assert.Null(ReaderKey.Parse(pem)));
        Assert.NotNull(ReaderKey.Parse(strong.ExportSubjectPublicKeyInfoPem()));

        var store = new SiteStore(intake.Database.Source);
        Assert.True(await store.SetReaderKeyAsync(_site, strong.ExportSubjectPublicKeyInfoPem()));
        var token = Token(credentials: new(new RsaSecurityKey(strong), SecurityAlgorithms.RsaSha256));
        await Eventually.IsTrueAsync("the new key counts", async () => (await SendAsync(token)).Status == 202);
        Assert.Equal("reader-token-invalid", (await SendAsync(Token())).Problem);

        var settings = new Dictionary<string, string> { ["ConnectionStrings__Database"] = intake.Database.ConnectionString };
        var (code, said) = await Executable.RunAsync<SubmissionStore>(settings, "set-reader-key", _site);
        Assert.Equal(1, code);
        Assert.Contains("no public key", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_for_whom_the_site_vouches_confirms_no_phone() =>
        Assert.Equal(202, (await IntakeUnderTest.SendAsync(intake.Confirming, Comments.With("readerToken", Token()))).Status);

    private static string NewName() => $"trang-{Guid.CreateVersion7():n}";

    private async Task<string> RegisterAsync(string name, ECDsa key)
    {
        var store = new SiteStore(intake.Database.Source);
        Assert.IsType<SiteChange.Done>(await store.AddAsync(name, []));
        Assert.True(await store.SetReaderKeyAsync(name, key.ExportSubjectPublicKeyInfoPem()));
        return Assert.IsType<NewKey.Made>(await store.AddKeyAsync(name)).Text;
    }

    private async Task<bool> IsAuthorAsync(Answer answer)
    {
        Assert.Equal(202, answer.Status);
        return (await intake.MessageAsync(answer.Id)).GetProperty("fromAuthor").GetBoolean();
    }

    private Task<Answer> SendAsync(string token, string? phone = null, string? article = null)
    {
        var comment = Comments.With("readerToken", token);
        comment["phone"] = phone;
        return IntakeUnderTest.SendAsync(intake.Public, comment, article, apiKey: _apiKey);
    }

    private async Task<(string? Device, string? Phone, string? MaskedPhone)> AuthorAsync(Answer answer)
    {
        Assert.Equal(202, answer.Status);
        var author = (await intake.MessageAsync(answer.Id)).GetProperty("author");
        return (Member("device"), Member("phone"), Member("maskedPhone"));

        string? Member(string name) => author.TryGetProperty(name, out var member) ? member.GetString() : null;
    }

    private string Token(
        string reader = "doc-gia-1",
        string? issuer = null,
        string audience = PublicUrl,
        string? phone = null,
        object? authorOf = null,
        ECDsa? key = null,
        SigningCredentials? credentials = null,
        int? fromMinute = null,
        int? toMinute = 20
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = issuer ?? _site,
            ["aud"] = audience,
            ["sub"] = reader,
        };
        if (authorOf is not null)
            claims["author_of"] = authorOf;
        if (phone is not null)
            claims["phone_number"] = phone;
        if (fromMinute is { } from)
            claims["nbf"] = now.AddMinutes(from).ToUnixTimeSeconds();
        if (toMinute is { } to)
            claims["exp"] = now.AddMinutes(to).ToUnixTimeSeconds();
        var signing = credentials ?? new SigningCredentials(new ECDsaSecurityKey(key ?? _key), SecurityAlgorithms.EcdsaSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor { Claims = claims, SigningCredentials = signing }
        );
    }

    /// <summary>The same claims under the algorithm <c>none</c>.</summary>
    private static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";

    /// <summary>With the public key taken for a shared secret, as a careless reader would take it.</summary>
    private string SignedWithPublicKey() =>
        Token(
            credentials: new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_key.ExportSubjectPublicKeyInfoPem())),
                SecurityAlgorithms.HmacSha256
            )
        );
}
