using System.Runtime.InteropServices;
using Moderation.Contracts;

namespace Moderation.Classifier.Features;

/// <summary>A word of the comment in the normalised text of its field.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Word(CommentField Field, int Start, int End);
