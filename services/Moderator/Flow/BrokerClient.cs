using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>
/// Asks RabbitMQ's management API for its queues and nodes, as a user who may look and do nothing. Of several nodes any knows of
/// all: the one that answered last is asked first.
/// </summary>
internal sealed class BrokerClient
{
    private const string Columns =
        "name,messages_ready,messages_unacknowledged,consumers,"
        + "message_stats.publish_details.rate,message_stats.ack_details.rate";

    private readonly HttpClient _http;
    private readonly TimeSpan _patience;
    private readonly Uri[] _addresses;
    private int _answering;

    public BrokerClient(HttpClient http, FlowOptions options)
    {
        _http = http;
        _addresses = options.RabbitMq is { Length: > 0 } written
            ? [.. BrokerAddress.AddressesOf(written).Select(address => new Uri(address))]
            : [];
        _patience = options.Patience / Math.Max(1, _addresses.Length);
    }

    public bool IsConfigured => _addresses.Length > 0;

    public async Task<(Answer<QueueReading[]> Queues, Answer<NodeReading[]> Nodes)> AskAsync(CancellationToken cancellationToken)
    {
        var first = _answering;
        for (var i = 0; ; i++)
        {
            var at = (first + i) % _addresses.Length;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_patience);
            var said = await AskAsync(_addresses[at], patience.Token);
            if (said is { Queues.Silence: null, Nodes.Silence: null })
                _answering = at;
            else if (i < _addresses.Length - 1)
                continue;
            return said;
        }
    }

    private async Task<(Answer<QueueReading[]> Queues, Answer<NodeReading[]> Nodes)> AskAsync(
        Uri address,
        CancellationToken cancellationToken
    )
    {
        var api = new UriBuilder(address) { UserName = "", Password = "", Path = "/api/" }.Uri;
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)));
        var listed = AskAsync<ListedQueue[]>(
            new(api, $"queues{address.AbsolutePath}?columns={Columns}"),
            login,
            cancellationToken
        );
        var nodes = await AskAsync<ListedNode[]>(
            new(api, "nodes?columns=name,running,mem_alarm,disk_free_alarm,partitions"),
            login,
            cancellationToken
        );
        var queues = await listed;
        return (
            new(queues.Said is null ? null : Array.ConvertAll(queues.Said, queue => queue.Read()), queues.Silence),
            new(nodes.Said is null ? null : Array.ConvertAll(nodes.Said, node => node.Read()), nodes.Silence)
        );
    }

    private async Task<Answer<T>> AskAsync<T>(Uri address, string login, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
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
        [property: JsonPropertyName("disk_free_alarm")] bool LacksDisk,
        string[]? Partitions
    )
    {
        public NodeReading Read() => new(Name, Running, LacksMemory, LacksDisk, Partitions is [] ? null : Partitions);
    }
}
