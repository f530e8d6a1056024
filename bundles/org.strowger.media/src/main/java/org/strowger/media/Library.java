// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.Sound;
import org.strowger.api.media.TextToSpeech;
import org.strowger.api.sip.Status;

/** Finds, converts and keeps what can be played. Files are read by threads of its own; a file that changed is read anew. Thread-safe. */
final class Library implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Library.class);
    private static final long LARGEST = 128L * 1_048_576;
    private static final int THREADS = 2;
    private static final long SPEECH_SECONDS = 20;

    private final Speech speech;
    private final ClipCache clips = new ClipCache();
    private final ExecutorService loaders = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "strowger-media-loader");
        thread.setDaemon(true);
        return thread;
    });
    private volatile AudioSettings settings;

    Library(Speech speech, AudioSettings settings) {
        this.speech = speech;
        this.settings = settings;
    }

    void configure(AudioSettings latest) {
        settings = latest;
    }

    /** Loads an announcement and gives it to one of the two, on a thread of the library's own. */
    void load(Playing playing, Codec codec, Consumer<Program> ready, Consumer<String> failed) {
        try {
            loaders.execute(() -> {
                try {
                    ready.accept(program(playing, codec));
                } catch (MediaException e) {
                    failed.accept(e.getMessage());
                } catch (RuntimeException | OutOfMemoryError e) {
                    log.error("an announcement cannot be loaded", e);
                    failed.accept(e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            failed.accept("the media bundle is stopping");
        }
    }

    private Program program(Playing playing, Codec codec) throws MediaException {
        List<Clip> all = new ArrayList<>();
        boolean endless = false;
        for (Sound sound : playing.announcement().sounds()) {
            all.addAll(clips(sound, playing.announcement().language()));
            endless = endless(sound);
            if (endless) {
                break;
            }
        }
        return new Program(playing, codec, all, endless);
    }

    static boolean endless(Sound sound) {
        return sound instanceof Sound.Music || sound instanceof Sound.Tone;
    }

    /** What a sound is made of. Blocks. */
    List<Clip> clips(Sound sound, String language) throws MediaException {
        if (sound instanceof Sound.Prompt prompt) {
            return List.of(prompt(prompt.name(), language));
        } else if (sound instanceof Sound.Music music) {
            return List.of(prompt("music/" + music.name(), language));
        } else if (sound instanceof Sound.Tone tone) {
            String country = settings.country();
            return List.of(clips.get(
                    "tone " + country + " " + tone.signal(),
                    settings.memory(),
                    () -> Tones.of(country, tone.signal())));
        } else if (sound instanceof Sound.Pause pause) {
            int frames = (int) Math.max(1, pause.length().toMillis() / 20);
            return List.of(clips.get("pause " + frames, settings.memory(), () -> Clip.silence(frames)));
        } else if (sound instanceof Sound.Text text) {
            return List.of(spoken(text.text(), language));
        }
        List<Clip> words = new ArrayList<>();
        for (Sound.Prompt prompt : words(sound, phrases(language))) {
            words.add(prompt(prompt.name(), language));
        }
        return words;
    }

    private static List<Sound.Prompt> words(Sound sound, Phrases phrases) {
        if (sound instanceof Sound.Digits digits) {
            return phrases.digits(digits.digits());
        } else if (sound instanceof Sound.Number number) {
            return phrases.number(number.value());
        }
        return phrases.time(((Sound.Time) sound).time());
    }

    private Phrases phrases(String language) throws MediaException {
        for (String tag : tags(language)) {
            if (speech.phrases(tag).isPresent()) {
                return speech.phrases(tag).get();
            }
        }
        throw missing("nobody can say numbers in the language '" + language + "'");
    }

    private Clip spoken(String text, String language) throws MediaException {
        TextToSpeech speaker =
                speech.speaker().orElseThrow(() -> missing("there is no text to speech for '" + text + "'"));
        try {
            return clips.get("text " + language + " " + text, settings.memory(), () -> {
                try {
                    byte[] wav =
                            speaker.speak(text, language).toCompletableFuture().get(SPEECH_SECONDS, TimeUnit.SECONDS);
                    return Clip.of(Wav.read(wav));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Unreadable("interrupted");
                } catch (IOException | java.util.concurrent.ExecutionException | TimeoutException e) {
                    throw new Unreadable(e.toString());
                }
            });
        } catch (Unreadable e) {
            throw new MediaException(Status.of(500), "'" + text + "' was not spoken: " + e.getMessage());
        }
    }

    /** A recording by its name: of the language, or else of all. */
    Clip prompt(String name, String language) throws MediaException {
        Path file = find(name, language);
        try {
            Supplier<Clip> reader = () -> {
                try {
                    return read(file);
                } catch (IOException e) {
                    throw new Unreadable(e.getMessage());
                }
            };
            String version = Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
            return clips.get("file " + file, version, settings.memory(), reader);
        } catch (IOException | Unreadable e) {
            throw new MediaException(Status.of(500), file + " cannot be played: " + e.getMessage());
        }
    }

    private Path find(String name, String language) throws MediaException {
        for (Path folder : settings.folders()) {
            for (String tag : tags(language)) {
                Path file = folder.resolve(tag).resolve(name + ".wav");
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw missing(
                "there is no " + name + ".wav of the language '" + language + "' in any of " + settings.folders());
    }

    /** {@code zh-CN}, {@code zh}, and the folder for all languages. */
    private static List<String> tags(String language) {
        int dash = language.indexOf('-');
        return dash > 0 ? List.of(language, language.substring(0, dash), "") : List.of(language, "");
    }

    private static Clip read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than " + LARGEST + " bytes");
        }
        return Clip.of(Wav.read(Files.readAllBytes(file)));
    }

    private static MediaException missing(String why) {
        return new MediaException(Status.of(404), why);
    }

    /** What a {@link Supplier} cannot throw. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    @Override
    public void close() {
        loaders.shutdownNow();
    }
}
