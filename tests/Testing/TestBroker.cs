using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using RabbitMQ.Client;

namespace Moderation.Testing;

/// <summary>
/// A virtual host of one test project's own on the real broker, deleted at the end, with what <c>infra</c> puts into each: the
/// exchanges and queues, and a user for each service.
/// </summary>
public sealed class TestBroker : IAsyncDisposable
{
    private readonly HttpClient _management;
    private readonly string _name;
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly List<string> _users = [];
    private readonly Lazy<Task<IChannel>> _publishing;

    private TestBroker(HttpClient management, string name)
    {
        _management = management;
        _name = name;
        Uri = new UriBuilder(Parts.RabbitMq) { Path = "/" + name }.Uri;
        _publishing = new(async () =>
            await (await ConnectAsync()).CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
            )
        );
    }

    /// <summary>Of an administrator, who may do everything.</summary>
    public Uri Uri { get; }

    /// <summary>What a service takes as <c>ConnectionStrings:RabbitMq</c>.</summary>
    public Uri UriOf(string service) => new UriBuilder(Uri) { UserName = $"{_name}-{service}", Password = _password }.Uri;

    /// <summary>What Moderator takes as <c>Flow:RabbitMq</c>.</summary>
    public Uri MonitoringUri =>
        new UriBuilder(Parts.RabbitMqManagement)
        {
            UserName = $"{_name}-monitoring",
            Password = _password,
            Path = "/" + _name,
        }.Uri;

    public static async Task<TestBroker> CreateAsync(string service)
    {
        var broker = new TestBroker(Management(), $"test-{service}-{Guid.CreateVersion7():n}");
        try
        {
            await broker.DefineAsync();
            return broker;
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException(
                "RabbitMQ's management plugin does not answer. Start what the tests need with: ./infra/test.sh --up",
                exception
            );
        }
    }

    /// <summary>A connection beside the services', for publishing to and looking into queues.</summary>
    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = Uri }.CreateConnectionAsync();

    /// <summary>Publishes a message as the service does that may; returns when its queues have it.</summary>
    /// <param name="message">One of <c>Contracts</c>, or what claims to be one.</param>
    /// <param name="id">The MessageId.</param>
    /// <param name="type">What it claims to be.</param>
    public async Task PublishAsync(object message, Guid? id = null, Type? type = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var messageId = (id ?? Guid.CreateVersion7()).ToString();
        type ??= message.GetType();
        await (await _publishing.Value).BasicPublishAsync(
            Topology.ExchangeOf(type),
            routingKey: "",
            mandatory: true,
            new BasicProperties
            {
                ContentType = "application/vnd.masstransit+json",
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = messageId,
            },
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    messageId,
                    messageType = new[] { $"urn:message:{type.Namespace}:{type.Name}" },
                    message,
                },
                ContractJson.Options
            )
        );
    }

    /// <summary>Waits until a message lies among those that a queue's consumer could not take, and removes it.</summary>
    /// <returns>What was wrong with it.</returns>
    public async Task<string> SetAsideAsync(string queue, Guid messageId)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await Eventually.FindAsync($"{messageId} is set aside", async () =>
        {
            string? fault = null;
            var others = new List<ulong>();
            while (fault is null && await channel.BasicGetAsync(queue + "_error", autoAck: false) is { } taken)
            {
                if (taken.BasicProperties.MessageId == messageId.ToString())
                {
                    fault = Encoding.UTF8.GetString((byte[])taken.BasicProperties.Headers!["MT-Fault-Message"]!);
                    await channel.BasicAckAsync(taken.DeliveryTag, multiple: false);
                }
                else
                {
                    others.Add(taken.DeliveryTag);
                }
            }
            // Other tests look for theirs.
            foreach (var other in others)
                await channel.BasicNackAsync(other, multiple: false, requeue: true);
            return fault;
        });
    }

    /// <summary>The names of the queues that exist, with their arguments.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> QueuesAsync() =>
        (await ListAsync("queues")).ToDictionary(
            q => q.GetProperty("name").GetString()!,
            q => q.GetProperty("arguments"),
            StringComparer.Ordinal
        );

    private async Task<IReadOnlyList<JsonElement>> ListOfHostAsync(string kind) =>
        (await _management.GetFromJsonAsync<JsonElement[]>($"api/vhosts/{_name}/{kind}"))!;

    /// <param name="kind"><c>queues</c>, <c>exchanges</c> or <c>bindings</c>.</param>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string kind) =>
        (await _management.GetFromJsonAsync<JsonElement[]>($"api/{kind}/{_name}"))!;

    /// <summary>Ends connections here of clients that call themselves so, as a network does that breaks.</summary>
    public async Task CloseConnectionsAsync(string client) =>
        await Eventually.IsTrueAsync($"a connection of {client} is closed", async () =>
        {
            // The broker tells of a connection some seconds after it was made.
            var found = (await ListOfHostAsync("connections"))
                .Where(one => one.GetProperty("client_properties").TryGetProperty("connection_name", out var its)
                    && its.GetString() == client)
                .Select(one => one.GetProperty("name").GetString()!)
                .ToList();
            foreach (var name in found)
                using (await _management.DeleteAsync($"api/connections/{Uri.EscapeDataString(name)}")) { }
            return found.Count > 0;
        });

    public async ValueTask DisposeAsync()
    {
        using (await _management.DeleteAsync($"api/vhosts/{_name}")) { }
        foreach (var user in _users)
            using (await _management.DeleteAsync($"api/users/{user}")) { }
        _management.Dispose();
    }

    /// <summary>Users belong to the whole broker, so they are named after the virtual host.</summary>
    private async Task DefineAsync()
    {
        var definitions = JsonNode.Parse(await DefinitionsAsync())!;
        var administrator = Parts.RabbitMq.UserInfo.Split(':')[0];
        var users = definitions["users"]!.AsArray();
        users.Remove(users.Single(user => (string)user!["name"]! == "operator"));
        foreach (var user in users)
        {
            user!["name"] = $"{_name}-{user["name"]}";
            _users.Add((string)user["name"]!);
        }
        foreach (var permission in definitions["permissions"]!.AsArray())
        {
            var user = (string)permission!["user"]!;
            permission["user"] = user == "operator" ? administrator : $"{_name}-{user}";
        }
        using var response = await _management.PostAsJsonAsync("api/definitions", definitions);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the scripts give to every RabbitMQ that they start.</summary>
    private async Task<string> DefinitionsAsync()
    {
        var start = new ProcessStartInfo(
            "bash",
            ["-euo", "pipefail", "-c", "source \"$1\" && rabbitmq_definitions", "bash", "infra/lib/definitions.sh"]
        )
        {
            WorkingDirectory = Parts.ProjectRoot,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["RABBITMQ_VHOST"] = _name, ["RABBITMQ_OPERATOR_PASSWORD"] = _password },
        };
        foreach (var service in (string[])["INTAKE", "CLASSIFIER", "MODERATOR", "PUBLISHER", "MONITORING"])
            start.Environment["RABBITMQ_PASSWORD_" + service] = _password;
        using var process = Process.Start(start)!;
        var definitions = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? definitions : throw new InvalidOperationException("rabbitmq_definitions failed.");
    }

    private static HttpClient Management()
    {
        var client = new ServiceCollection()
            .AddHttpClient()
            .BuildServiceProvider()
            .GetRequiredService<IHttpClientFactory>()
            .CreateClient();
        client.BaseAddress = new UriBuilder(Parts.RabbitMqManagement) { UserName = "", Password = "" }.Uri;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Parts.RabbitMqManagement.UserInfo)))
        );
        return client;
    }
}
