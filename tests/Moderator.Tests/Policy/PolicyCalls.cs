using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Policy;

internal static class PolicyCalls
{
    /// <summary>
    /// Changes the settings. Tests that run at the same time change other parts of them; who comes second reads again.
    /// </summary>
    public static Task ChangePolicyAsync(this HttpClient client, Action<JsonObject> change) =>
        Eventually.IsTrueAsync("the policy is changed", async () =>
        {
            var policy = await client.PolicyAsync();
            change(policy["settings"]!.AsObject());
            using var response = await client.PutAsJsonAsync(
                "/api/policy",
                new { version = policy["version"], settings = policy["settings"] }
            );
            if (response.StatusCode != HttpStatusCode.Conflict)
                Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode;
        });

    public static async Task<JsonObject> PolicyAsync(this HttpClient client) =>
        (await client.GetFromJsonAsync<JsonObject>("/api/policy"))!;

    /// <summary>Sends a comment in a section, with its scores, and waits until the policy has looked at it.</summary>
    public static async Task<Guid> SendAsync(
        this ModeratorFixture moderator,
        string section,
        string content,
        string? phone = null,
        string name = "Trần Bình",
        string article = "bai-bao",
        bool scored = true
    )
    {
        var submitted = Make.Submitted(Make.Text(content) with { Name = name });
        submitted = submitted with
        {
            Article = submitted.Article with { Id = article, Section = section },
            Author = new AuthorKeys
            {
                Phone = phone ?? $"p{submitted.CommentId:n}",
                Address = "bb",
                MaskedPhone = "091****678",
            },
        };
        await moderator.SendAsync(submitted);
        if (scored)
            await moderator.SendAsync(Make.Classified(submitted.CommentId));
        else
            await moderator.LetScoringTimeOutAsync(submitted.CommentId);
        await Eventually.IsTrueAsync("the policy has looked at it", () =>
            moderator.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM decisions WHERE comment_id = @CommentId)",
                new { submitted.CommentId }
            )
        );
        return submitted.CommentId;
    }

    /// <summary>The names of the rules that answered last.</summary>
    public static Task<string> RulesOfAsync(this ModeratorFixture moderator, Guid id) =>
        moderator.ReadAsync<string>(
            """
            SELECT outcome || ': ' || (SELECT string_agg(f ->> 'rule', ', ') FROM jsonb_array_elements(findings) f)
            FROM decisions WHERE comment_id = @id AND rule IS NOT NULL ORDER BY version DESC LIMIT 1
            """,
            new { id }
        );
}
