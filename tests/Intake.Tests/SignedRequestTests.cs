using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Moderation.Intake.Authors;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using StandardWebhooks;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests;

/// <summary>A site's server signs what it sends, as the library of Standard Webhooks does, instead of showing its key.</summary>
public class SignedRequestTests(IntakeUnderTest intake)
{
    /// <summary>Only a site's server may send an article's headline.</summary>
    private static readonly string Body = Comments.With("article.headline", "Cầu mới").ToJsonString();

    private readonly SiteStore _sites = new(intake.Database.Source);

    [Fact]
    public async Task What_the_specifications_library_signed_is_taken_once_and_again_under_another_id()
    {
        var (site, key) = await SiteAsync();
        var (code, secret) = await RunAsync("signing-secret", key.Id.ToString());
        Assert.Equal((0, SecretOf(key.Id)), (code, secret.Trim()));
        var (article, id) = (NewArticle(), NewId());

        var taken = await SendAsync(site, key.Id, id, article, idempotencyKey: id);
        Assert.Equal(202, taken.Status);
        var again = await SendAsync(site, key.Id, id, article, idempotencyKey: id);
        Assert.Equal((409, "signature-used"), (again.Status, again.Problem));
        var retried = await SendAsync(site, key.Id, NewId(), article, idempotencyKey: id);
        Assert.Equal((202, taken.Id), (retried.Status, retried.Id));

        var storm = NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(site, key.Id, storm, article)));
        Assert.Single(answers, answer => answer.Status == 202);
        Assert.Equal(19, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task Whatever_differs_from_what_was_signed_is_refused_and_uses_nothing_up()
    {
        var ((site, key), (other, _)) = (await SiteAsync(), await SiteAsync());
        var (id, now) = (NewId(), TimeProvider.System.GetUtcNow());

        (Answer Answer, string Problem)[] refused =
        [
            (await SendAsync(site, key.Id, id, body: Body + " "), "wrong-signature"),
            (await SendAsync(other, key.Id, id), "wrong-signature"),
            (await SendAsync("khong-co", key.Id, id), "wrong-signature"),
            (await SendAsync(site, Guid.CreateVersion7(), id), "wrong-signature"),
            (await SendAsync(site, key.Id, id, sentId: NewId()), "wrong-signature"),
            (await SendAsync(site, key.Id, id, sentId: ""), "wrong-signature"),
            (await SendAsync(site, key.Id, id, sentId: new string('x', 101)), "wrong-signature"),
            (await SendAsync(site, key.Id, id, signatures: signature => signature[..^4] + "AAA="), "wrong-signature"),
            (await SendAsync(site, key.Id, id, signatures: _ => ""), "wrong-signature"),
            (await SendAsync(site, key.Id, id, at: now.AddMinutes(-6)), "stale-signature"),
            (await SendAsync(site, key.Id, id, at: now.AddMinutes(6)), "stale-signature"),
        ];
        Assert.All(refused, one => Assert.Equal((403, one.Problem), (one.Answer.Status, one.Answer.Problem)));
        // One of several is enough, as while a secret is exchanged.
        Assert.Equal(202, (await SendAsync(site, key.Id, id, signatures: signature => $"v1,Zm9yZ2Vk {signature}")).Status);
    }

    [Fact]
    public async Task A_site_that_signs_is_not_believed_by_its_key_and_a_revoked_keys_signature_ends()
    {
        var (site, key) = await SiteAsync();
        Assert.Equal(0, (await RunAsync("require-signatures", site)).Code);
        await Eventually.IsTrueAsync("the key alone is refused", async () => await StatusAsync(key.Text) == 403);
        Assert.Equal(202, (await SendAsync(site, key.Id, NewId())).Status);

        Assert.Equal(1, (await RunAsync("require-signatures", "khong-co")).Code);
        Assert.Equal(0, (await RunAsync("require-signatures", site, "--off")).Code);
        await Eventually.IsTrueAsync("the key is taken again", async () => await StatusAsync(key.Text) == 202);

        Assert.True(await _sites.RevokeKeyAsync(key.Id));
        await Eventually.IsTrueAsync("its signature is refused", async () =>
            (await SendAsync(site, key.Id, NewId())).Status == 403
        );
        Assert.Equal(1, (await RunAsync("signing-secret", key.Id.ToString())).Code);
    }

    private async Task<(string Name, NewKey.Made Key)> SiteAsync()
    {
        var name = $"ky-{Guid.CreateVersion7():n}";
        Assert.IsType<SiteChange.Done>(await _sites.AddAsync(name, []));
        var key = Assert.IsType<NewKey.Made>(await _sites.AddKeyAsync(name));
        Assert.Equal(202, await StatusAsync(key.Text));
        return (name, key);
    }

    private static string NewId() => $"msg_{Guid.CreateVersion7():n}";

    private string SecretOf(Guid key) =>
        SigningSecret.TextOf(new AuthorKeyDerivation(new KeyOptions { Author = Convert.ToBase64String(intake.AuthorKey) }), key);

    private async Task<int> StatusAsync(string key) =>
        (await IntakeUnderTest.SendAsync(intake.Public, Comments.With("article.headline", "Cầu mới"), apiKey: key)).Status;

    private Task<Answer> SendAsync(
        string site,
        Guid key,
        string id,
        string? article = null,
        string? idempotencyKey = null,
        string? body = null,
        string? sentId = null,
        Func<string, string>? signatures = null,
        DateTimeOffset? at = null
    )
    {
        var time = at ?? TimeProvider.System.GetUtcNow();
        var signature = new StandardWebhook(SecretOf(key)).Sign(id, time, Body);
        var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{article ?? NewArticle()}/comments")
        {
            Content = new StringContent(body ?? Body, Encoding.UTF8, "application/json"),
        };
        var headers = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["X-Site"] = site,
            ["webhook-id"] = sentId ?? id,
            ["webhook-timestamp"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signatures?.Invoke(signature) ?? signature,
            ["Idempotency-Key"] = idempotencyKey,
        };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        return Answer.ToAsync(intake.Public, request);
    }

    private Task<(int Code, string Said)> RunAsync(params string[] args) =>
        Executable.RunAsync<SubmissionStore>(
            [
                new("ConnectionStrings__Database", intake.Database.ConnectionString),
                new("Intake__PublicUrl", PublicUrl),
                new("Keys__Author", Convert.ToBase64String(intake.AuthorKey)),
                new("Keys__Phone", Convert.ToBase64String(intake.PhoneKey)),
                new("Keys__Challenge", Convert.ToBase64String(intake.ChallengeKey)),
                new("Keys__Tracking", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            ],
            args
        );
}
