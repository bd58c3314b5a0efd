using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Moderation.Moderator.Flow;

/// <summary>Asks RabbitMQ's management API for its queues and nodes, as a user who may look and do nothing.</summary>
internal sealed class BrokerClient
{
    private const string Columns =
        "name,messages_ready,messages_unacknowledged,consumers,"
        + "message_stats.publish_details.rate,message_stats.ack_details.rate";

    private readonly HttpClient _http;
    private readonly Uri? _queues;
    private readonly Uri? _nodes;
    private readonly AuthenticationHeaderValue? _login;

    public BrokerClient(HttpClient http, FlowOptions options)
    {
        _http = http;
        if (options.RabbitMq is not { Length: > 0 } written)
            return;
        var address = new Uri(written);
        var api = new UriBuilder(address) { UserName = "", Password = "", Path = "/api/" }.Uri;
        _queues = new Uri(api, $"queues{address.AbsolutePath}?columns={Columns}");
        _nodes = new Uri(api, "nodes?columns=name,running,mem_alarm,disk_free_alarm");
        _login = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    public bool IsConfigured => _queues is not null;

    public async Task<(Answer<QueueReading[]> Queues, Answer<NodeReading[]> Nodes)> AskAsync(CancellationToken cancellationToken)
    {
        var queues = AskAsync<ListedQueue[]>(_queues!, cancellationToken);
        var nodes = await AskAsync<ListedNode[]>(_nodes!, cancellationToken);
        var (found, silence) = await queues;
        return (
            new(found is null ? null : Array.ConvertAll(found, queue => queue.Read()), silence),
            new(nodes.Said is null ? null : Array.ConvertAll(nodes.Said, node => node.Read()), nodes.Silence)
        );
    }

    private async Task<Answer<T>> AskAsync<T>(Uri address, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = _login;
        return await _http.AnswerAsync<T>(request, cancellationToken);
    }

    /// <summary>As the management API writes it. A queue that was never used has no statistics.</summary>
    private sealed record ListedQueue(
        string Name,
        [property: JsonPropertyName("messages_ready")] long Ready,
        [property: JsonPropertyName("messages_unacknowledged")] long Unacknowledged,
        int Consumers,
        [property: JsonPropertyName("message_stats")] ListedRates? Rates
    )
    {
        public QueueReading Read() =>
            new(Name, Ready, Unacknowledged, Consumers, Rates?.In?.Rate ?? 0, Rates?.Out?.Rate ?? 0);
    }

    private sealed record ListedRates(
        [property: JsonPropertyName("publish_details")] ListedRate? In,
        [property: JsonPropertyName("ack_details")] ListedRate? Out
    );

    private sealed record ListedRate(double Rate);

    private sealed record ListedNode(
        string Name,
        bool Running,
        [property: JsonPropertyName("mem_alarm")] bool LacksMemory,
        [property: JsonPropertyName("disk_free_alarm")] bool LacksDisk
    )
    {
        public NodeReading Read() => new(Name, Running, LacksMemory || LacksDisk);
    }
}
