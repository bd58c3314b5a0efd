namespace Moderation.Moderator.Flow;

/// <summary>One moment of the time lines.</summary>
/// <param name="At">When.</param>
/// <param name="Rates">Of each station, in their order; null while they were not known.</param>
/// <param name="Depths">The same.</param>
public sealed record FlowPoint(DateTimeOffset At, IReadOnlyList<double?> Rates, IReadOnlyList<long?> Depths)
{
    internal static FlowPoint Of(FlowPicture picture) =>
        new(
            picture.At,
            [.. picture.Stations.Select(station => station.Rate)],
            [.. picture.Stations.Select(station => station.Depth)]
        );
}

/// <summary>What a console begins with.</summary>
/// <param name="Picture">The newest.</param>
/// <param name="Points">The last hour, oldest first.</param>
public sealed record FlowView(FlowPicture Picture, IReadOnlyList<FlowPoint> Points);

/// <summary>The last hour, in memory: a picture of now needs no table.</summary>
internal sealed class FlowHistory
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Queue<FlowPoint> _points = new();
    private volatile IReadOnlyList<FlowPoint> _shown = [];

    public IReadOnlyList<FlowPoint> Points => _shown;

    public void Add(FlowPicture picture)
    {
        if (_shown.Count > 0 && picture.At - _shown[^1].At < Apart)
            return;
        _points.Enqueue(FlowPoint.Of(picture));
        while (picture.At - _points.Peek().At > Kept)
            _points.Dequeue();
        _shown = [.. _points];
    }
}
