using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Moderation.Moderator.Live;

/// <summary>A console whose stream is open here.</summary>
internal sealed class Listener(Guid console, Guid moderatorId, Guid sessionId, string[]? sections)
{
    /// <summary>A console that is so far behind reads everything anew: its stream ends, and it connects again.</summary>
    private const int FarBehind = 500;

    private readonly Channel<LiveEvent> _events = Channel.CreateBounded<LiveEvent>(FarBehind);

    private Scoring? _scoring;

    public Guid Console => console;

    public Guid ModeratorId => moderatorId;

    public Guid SessionId => sessionId;

    public string[]? Sections => sections;

    /// <summary>Equal for all who see the same.</summary>
    public string View { get; } = sections is null ? "" : string.Join('\n', sections.Order(StringComparer.Ordinal));

    public ChannelReader<LiveEvent> Events => _events.Reader;

    public void Tell(LiveEvent told)
    {
        if (!_events.Writer.TryWrite(told))
            End();
    }

    /// <summary>
    /// Tells whether the classifier answers, unless that was the last that was told here. One teller alone: two that each had
    /// looked could tell it in the wrong order, and the console would keep the older.
    /// </summary>
    /// <param name="scoring">As it is now.</param>
    public void Tell(Scoring scoring)
    {
        if (scoring == _scoring)
            return;
        _scoring = scoring;
        Tell(LiveEvent.Of(scoring));
    }

    public void End() => _events.Writer.TryComplete();
}

/// <summary>The consoles that are connected to this copy of the service.</summary>
internal sealed class Audience
{
    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();

    public IReadOnlyCollection<Listener> Listeners => (IReadOnlyCollection<Listener>)_listeners.Keys;

    public bool IsEmpty => _listeners.IsEmpty;

    public void Enter(Listener listener) => _listeners[listener] = true;

    public void Leave(Listener listener) => _listeners.TryRemove(listener, out _);

    /// <summary>What was missed is not known: all connect again and read everything anew.</summary>
    public void EndAll()
    {
        foreach (var listener in Listeners)
            listener.End();
    }
}
