using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Flow;

/// <summary>What becomes of the nodes that RabbitMQ's management API lists: in the doctor, and on the page of the flow.</summary>
public sealed class NodesTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private string _nodes = "";

    [Fact]
    public async Task What_a_node_lacks_is_named_by_the_doctor_and_on_the_flow_page_with_what_to_do()
    {
        var (management, operations) = (FreePort.Find(), FreePort.Find());
        await using var listing = await ListAsync(management);
        await using var moderator = await OwnModerator.CreateAsync("nodes");
        await moderator.StartAsync(
            // The first node's management is away: any other knows of all.
            ("Flow:RabbitMq", $"http://monitoring:password@127.0.0.1:1,127.0.0.1:{management}/vhost"),
            ("Flow:Every", "00:00:01"),
            ("Flow:Slowly", "00:00:01"),
            ("Operations:Port", $"{operations}")
        );
        await moderator.SignInAsync("Người trông máy");

        foreach (
            var (more, verdict, said, finding) in new[]
            {
                ("""{"name":"rabbit@b","running":true}""", "good", "2 run, see one another, and have room", null),
                ("""{"name":"rabbit@b","running":false}""", "doubtful", "the node rabbit@b does not run", "nodeDown"),
                (
                    """{"name":"rabbit@b","running":true,"mem_alarm":true}""",
                    "bad",
                    "the node rabbit@b has too little memory, and so none takes messages",
                    "nodeLacksMemory"
                ),
                (
                    """{"name":"rabbit@b","running":true,"disk_free_alarm":true}""",
                    "bad",
                    "the disk of the node rabbit@b has less room than disk_free_limit, and so none takes messages",
                    "nodeLacksDisk"
                ),
                (
                    """{"name":"rabbit@c","running":true,"partitions":["rabbit@b"]},{"name":"rabbit@b","running":false}""",
                    "bad",
                    "the node rabbit@b lost the others and has not come together with them again",
                    "nodeApart"
                ),
            }
        )
        {
            var lost = finding == "nodeApart" ? "\"rabbit@b\"" : "";
            _nodes = $$"""[{"name":"rabbit@a","running":true,"partitions":[{{lost}}]},{{more}}]""";
            var diagnoses = await ExamineAsync(operations);
            var told = Assert.Single(diagnoses, each => each.GetProperty("found").GetProperty("en").GetString() == said);
            Assert.Equal(verdict, told.GetProperty("verdict").GetString());
            var hasRemedy = told.TryGetProperty("remedy", out var remedy) && remedy.ValueKind == JsonValueKind.Object;
            Assert.Equal(verdict != "good", hasRemedy);
            if (finding is not null)
                await Eventually.IsTrueAsync($"the page shows {finding}", async () =>
                    (await moderator.Client.ReadAsync("/api/flow"))
                        .GetProperty("picture")
                        .GetProperty("findings")
                        .EnumerateArray()
                        .Any(found =>
                            found.GetProperty("kind").GetString() == finding
                            && found.GetProperty("subject").GetString() == "rabbit@b"
                        )
                );
        }
    }

    private async Task<WebApplication> ListAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var management = builder.Build();
        management.MapGet("/api/nodes", () => Results.Text(_nodes, "application/json"));
        management.MapGet("/api/queues/vhost", () => Results.Text("[]", "application/json"));
        await management.StartAsync(Cancellation);
        return management;
    }

    /// <returns>What Moderator's doctor says of the nodes.</returns>
    private static async Task<IReadOnlyList<JsonElement>> ExamineAsync(int port)
    {
        using var operations = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await operations.GetAsync($"http://127.0.0.1:{port}/doctor", Cancellation);
        return
        [
            .. (await answer.JsonAsync()).EnumerateArray().Where(each => each.GetProperty("part").GetString() == "nodes"),
        ];
    }
}
