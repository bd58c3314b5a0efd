using System.Net.Http.Json;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Review;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Lists;

public sealed class StarterListsTests(ModeratorFixture moderator)
{
    private static readonly (string Key, string Value) Switched = ("Lists:Starter", "true");

    [Fact]
    public async Task A_new_installation_begins_with_the_starter_lists_once_however_many_copies_start_and_goes_back_to_them()
    {
        await using var own = await OwnModerator.CreateEmptyAsync("starter");
        await Task.WhenAll(own.StartAsync(Switched), own.StartAsync(Switched));
        await own.SignInAsync("Người mở tòa soạn");

        foreach (
            var (kind, terms) in new[]
            {
                ("banned", StarterTerms.Banned),
                ("suspect", StarterTerms.Suspect),
                ("allowed", StarterTerms.Allowed),
            }
        )
        {
            var list = await own.Client.ReadAsync($"/api/lists/{kind}");
            Assert.Equal(1, list.GetProperty("version").GetInt32());
            Assert.False(list.TryGetProperty("changedBy", out var by) && by.GetString() is not null);
            Assert.Equal(terms, list.GetProperty("terms").EnumerateArray().Select(term => term.GetString()));
            var history = (await own.Client.ReadAsync($"/api/lists/{kind}/versions")).GetProperty("items");
            Assert.Equal(terms.Count, history.EnumerateArray().Single().GetProperty("added").GetArrayLength());
        }

        var submitted = Make.Submitted(Make.Text("Đm, viết thế mà cũng viết"));
        await own.Broker.PublishAsync(submitted);
        await own.Broker.PublishAsync(Make.Classified(submitted.CommentId));
        await Eventually.IsTrueAsync("the banned word is found", async () =>
            (await own.Client.GetAsync($"/api/comments/{submitted.CommentId}")) is { IsSuccessStatusCode: true } found
            && (await found.Content.ReadAsStringAsync()).Contains("banned-words", StringComparison.Ordinal)
        );

        string[] mine = ["thử"];
        using var changed = await own.Client.PutAsJsonAsync("/api/lists/banned", new { version = 1, terms = mine });
        Assert.Equal(2, (await changed.JsonAsync()).GetProperty("version").GetInt32());
        using var back = await own.Client.PostAsJsonAsync("/api/lists/banned/versions/1/revert", new { version = 2 });
        var restored = await back.JsonAsync();
        Assert.Equal(
            (3, 1, StarterTerms.Banned.Count),
            (
                restored.GetProperty("version").GetInt32(),
                restored.GetProperty("revertsTo").GetInt32(),
                restored.GetProperty("count").GetInt32()
            )
        );
    }

    [Fact]
    public async Task An_installation_that_exists_does_not_get_them_on_an_upgrade()
    {
        await using var copy = new ServiceUnderTest<RecordSubmissionConsumer>(
            new Dictionary<string, string?>(ModeratorFixture.Settings, StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = moderator.Database.ConnectionString,
                ["ConnectionStrings:RabbitMq"] = moderator.Broker.UriOf("moderator").ToString(),
                [Switched.Key] = Switched.Value,
            }
        );
        using var client = await Task.Run(copy.Client);
        await ModeratorProcess.IsReadyAsync(client);

        Assert.Equal(
            0,
            await moderator.ReadAsync<long>("SELECT count(*) FROM list_versions WHERE moderator_id IS NULL", new { })
        );
    }
}
