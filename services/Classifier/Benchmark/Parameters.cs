using System.Numerics;
using System.Runtime.InteropServices;

namespace Moderation.Classifier.Benchmark;

/// <summary>Numbers that a net learns, with their gradients, stepped by Adam (Kingma and Ba, 2015).</summary>
internal sealed class Parameters(int count)
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;

    private readonly float[] _first = new float[count];
    private readonly float[] _second = new float[count];
    private int _steps;

    public float[] Values { get; } = new float[count];

    public float[] Gradients { get; } = new float[count];

    /// <summary>Evenly spread around 0, of the given deviation.</summary>
    public Parameters Randomly(Random random, float deviation)
    {
        // The deviation of what is even between -1 and 1 is the root of a third.
        var most = deviation * MathF.Sqrt(3);
        for (var i = 0; i < count; i++)
            Values[i] = ((random.NextSingle() * 2) - 1) * most;
        return this;
    }

    /// <summary>Steps against the gradients, and clears them.</summary>
    public void Step(float rate)
    {
        _steps++;
        var firstScale = 1 / (1 - MathF.Pow(FirstDecay, _steps));
        var secondScale = 1 / (1 - MathF.Pow(SecondDecay, _steps));
        var vectors = count - (count % Vector<float>.Count);
        var values = As(Values);
        var gradients = As(Gradients);
        var first = As(_first);
        var second = As(_second);
        for (var i = 0; i < values.Length; i++)
        {
            first[i] = (first[i] * FirstDecay) + (gradients[i] * (1 - FirstDecay));
            second[i] = (second[i] * SecondDecay) + (gradients[i] * gradients[i] * (1 - SecondDecay));
            values[i] -= first[i] * (rate * firstScale) / (Vector.SquareRoot(second[i] * secondScale) + new Vector<float>(1e-8f));
        }

        for (var i = vectors; i < count; i++)
        {
            _first[i] = (_first[i] * FirstDecay) + (Gradients[i] * (1 - FirstDecay));
            _second[i] = (_second[i] * SecondDecay) + (Gradients[i] * Gradients[i] * (1 - SecondDecay));
            Values[i] -= _first[i] * (rate * firstScale) / (MathF.Sqrt(_second[i] * secondScale) + 1e-8f);
        }

        Array.Clear(Gradients);
    }

    private static Span<Vector<float>> As(float[] numbers) => MemoryMarshal.Cast<float, Vector<float>>(numbers.AsSpan());
}
