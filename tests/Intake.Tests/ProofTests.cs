using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Intake.Authors;
using Moderation.Intake.Proofs;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Proofs of work, made and verified on the other side by ALTCHA's own library.</summary>
public class ProofTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Secret => ProofChallenges.SecretOf(new KeyOptions { Challenge = Convert.ToBase64String(intake.ChallengeKey) });

    [Fact]
    public async Task A_browser_with_code_and_proof_is_heard_and_without_one_of_them_is_not()
    {
        var article = IntakeUnderTest.NewArticle();
        var nothing = await IntakeUnderTest.SendAsync(intake.Demanding, Comments.Valid(), article);
        Assert.Equal(["altcha: proof-required", "captcha.answer: captcha-required"], nothing.FieldErrors);
        var id = await intake.MakeAsync(article);
        var comment = Captchas.Answered(id, await intake.CodeOfAsync(id));
        comment["altcha"] = "";
        var unproven = await IntakeUnderTest.SendAsync(intake.Demanding, comment, article);
        Assert.Equal(["altcha: proof-required"], unproven.FieldErrors);

        comment["altcha"] = await SolvedAsync(article);
        var mistyped = Captchas.Answered(await intake.MakeAsync(article), "VVVVV");
        mistyped["altcha"] = comment["altcha"]!.GetValue<string>();
        Assert.Equal("captcha-wrong", (await IntakeUnderTest.SendAsync(intake.Demanding, mistyped, article)).Problem);
        var first = await IntakeUnderTest.SendAsync(intake.Demanding, comment, article, $"key/{id}");
        Assert.Equal(202, first.Status);
        Assert.Equal(first.Body, (await IntakeUnderTest.SendAsync(intake.Demanding, comment, article, $"key/{id}")).Body);
        var next = await intake.MakeAsync(article);
        var again = Captchas.Answered(next, await intake.CodeOfAsync(next));
        again["altcha"] = comment["altcha"]!.GetValue<string>();
        Assert.Equal("proof-used", (await IntakeUnderTest.SendAsync(intake.Demanding, again, article)).Problem);
    }

    [Fact]
    public async Task What_one_side_makes_the_other_verifies_and_a_proof_that_is_raced_between_copies_serves_once()
    {
        var article = IntakeUnderTest.NewArticle();
        var ours = await SolvedAsync(article);
        Assert.Equal("true", await NodeAsync("verify", Secret, ours));
        var expires = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        foreach (var payload in new[] { ours, await NodeAsync("make", Secret, article, expires) })
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(i => SendAsync(i % 2 == 0 ? intake.Site : intake.Public, payload, article))
            );
            Assert.Single(answers, answer => answer.Status == 202);
            Assert.All(answers.Where(answer => answer.Status != 202), answer => Assert.Equal("proof-used", answer.Problem));
        }
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        const string sql = "SELECT count(*) FROM submissions WHERE article_id = @article";
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>(sql, new { article }));
    }

    [Fact]
    public async Task A_proof_that_is_forged_changed_expired_or_of_another_article_is_refused()
    {
        var article = IntakeUnderTest.NewArticle();
        var payload = await SolvedAsync(article);
        var long_ago = "1700000000";
        Assert.Equal("proof-expired", await ProblemAsync(await NodeAsync("make", Secret, article, long_ago)));
        Assert.Equal("proof-wrong", await ProblemAsync(await NodeAsync("make", "another secret", article, long_ago)));
        Assert.Equal("proof-of-another-article", (await SendAsync(intake.Site, payload, IntakeUnderTest.NewArticle())).Problem);
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["challenge"]!["parameters"]!["cost"] = 1)));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["challenge"]!["parameters"]!["keyPrefix"] = "")));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["challenge"]!["parameters"]!["data"] = null)));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["challenge"]!["signature"] = "é")));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["solution"]!["counter"] = -1)));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["solution"]!["counter"] = 4_294_967_296)));
        Assert.Equal("proof-wrong", await ProblemAsync(Changed(proof => proof["solution"] = null)));
        foreach (var text in new[] { "x", "e30=", "bnVsbA==", "W10=", new string('A', 5_000), "7w==" })
            Assert.Equal("proof-wrong", await ProblemAsync(text));
        Assert.Equal(202, (await SendAsync(intake.Site, payload, article)).Status);

        async Task<string> ProblemAsync(string altcha) => (await SendAsync(intake.Site, altcha, article)).Problem;

        string Changed(Action<JsonNode> change)
        {
            var proof = JsonNode.Parse(Convert.FromBase64String(payload))!;
            change(proof);
            return Convert.ToBase64String(Encoding.UTF8.GetBytes(proof.ToJsonString()));
        }
    }

    private static Task<Answer> SendAsync(HttpClient client, string altcha, string article) =>
        IntakeUnderTest.SendAsync(client, Comments.With("altcha", altcha), article);

    private async Task<string> SolvedAsync(string article)
    {
        using var response = await intake.Public.GetAsync($"proof-challenges/{article}", Cancellation);
        Assert.True(response.Headers.CacheControl!.NoStore);
        return await NodeAsync("solve", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<string> NodeAsync(params string[] arguments)
    {
        var script = Path.Combine(Parts.ProjectRoot, "tests", "Intake.Tests", "altcha.mjs");
        using var node = Process.Start(
            new ProcessStartInfo("node", [script, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        var said = await node.StandardOutput.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);
        Assert.Equal(0, node.ExitCode);
        return said;
    }
}
