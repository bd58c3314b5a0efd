using System.Runtime.CompilerServices;
using Moderation.Moderator.Live;

namespace Moderation.Moderator.Flow;

/// <summary>
/// Asks every station, each in a loop of its own, so that one that is slow delays no other, and makes a picture of what is known,
/// for all who look. Every copy of the service does so for itself.
/// </summary>
internal sealed class FlowWatch : BackgroundService
{
    private readonly ServiceWatch[] _services;
    private readonly BrokerWatch _broker;
    private readonly DeskWatch _desk;
    private readonly Pace _pace;
    private readonly FlowOptions _options;
    private readonly Audience _audience;
    private readonly TimeProvider _time;
    private readonly FlowHistory _history = new();
    private TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FlowPicture _picture;

    public FlowWatch(
        FlowOptions options,
        StationClient stations,
        BrokerWatch broker,
        DeskWatch desk,
        Pace pace,
        Audience audience,
        TimeProvider time
    )
    {
        (_broker, _desk, _pace, _options, _audience, _time) = (broker, desk, pace, options, audience, time);
        _services =
        [
            .. options.Services().Select(one => new ServiceWatch(one.Service, one.Addresses, stations, options, time)),
        ];
        _picture = Draw();
    }

    /// <summary>The newest, with how it came to be.</summary>
    public FlowView View => new(_picture, _history.Points);

    /// <summary>The pictures from now on, until the viewer leaves.</summary>
    public async IAsyncEnumerable<FlowPicture> PicturesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var looking = _pace.Look();
        while (true)
        {
            var next = Volatile.Read(ref _drawn).Task;
            await next.WaitAsync(cancellationToken);
            yield return _picture;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            [
                .. _services.Select(service => AgainAsync(service.AskAsync, stoppingToken)),
                AgainAsync(_broker.AskAsync, stoppingToken),
                AgainAsync(_desk.AskAsync, stoppingToken),
                AgainAsync(DrawAsync, stoppingToken),
            ]
        );

    private async Task AgainAsync(Func<CancellationToken, Task> act, CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await act(stoppingToken);
                await _pace.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private Task DrawAsync(CancellationToken stoppingToken)
    {
        var former = _picture;
        _picture = Draw();
        _history.Add(_picture);
        if (!_picture.Pauses.SequenceEqual(former.Pauses))
        {
            var told = LiveEvent.Items("pauses", _picture.Pauses);
            foreach (var listener in _audience.Listeners)
                listener.Tell(told);
        }
        Interlocked.Exchange(ref _drawn, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return Task.CompletedTask;
    }

    private FlowPicture Draw() =>
        FlowPicture.Of(
            new FlowReading([.. _services.Select(service => service.Reading)], _broker.Reading, _desk.Reading),
            _options.LongWait,
            _time.GetUtcNow()
        );
}
